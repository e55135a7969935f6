<?php
/**
 * For inside.php. ARGUMENTS: the Personalia server's address, a key, a campaign, another campaign. Enters the settings (when the plug-in
 * is active) and publishes a page for each way to put a form in; prints their addresses.
 *
 * @package Personalia_Forms
 */

list( $site_server, $site_key, $site_campaign, $site_other ) = SITE_ARGUMENTS;
if ( class_exists( 'Personalia_Forms\Settings' ) ) {
	update_option(
		'personalia_forms',
		array(
			'server'   => $site_server,
			'key'      => $site_key,
			'campaign' => $site_campaign,
		)
	);
}
$site_pages = array(
	'shortcode' => '[personalia campaign="' . $site_campaign . '" label="Get the brochure" source="shortcode page"]',
	'block'     => '<!-- wp:personalia-forms/form {"campaign":"' . $site_campaign . '","accent":"#0b5568"} /-->',
	'address'   => "$site_server/c/$site_campaign/",
	'default'   => '[personalia]',
	'several'   => "[personalia campaign=\"$site_campaign\"]\n\n[personalia campaign=\"$site_campaign\"]\n\n[personalia campaign=\"$site_other\"]",
);
foreach ( $site_pages as $site_slug => $site_content ) {
	$site_page = array(
		'post_type'    => 'page',
		'post_status'  => 'publish',
		'post_title'   => ucfirst( $site_slug ),
		'post_name'    => $site_slug,
		'post_content' => $site_content,
	);
	echo '  ', esc_html( str_pad( "$site_slug:", 12 ) ), esc_url( get_permalink( wp_insert_post( $site_page ) ) ), "\n";
}

if ( did_action( 'elementor/loaded' ) ) {
	$site_widget = array(
		'id'         => '5e1f0a2',
		'elType'     => 'widget',
		'widgetType' => 'personalia_form',
		'settings'   => array(
			'campaign' => $site_campaign,
			'accent'   => '#0B5568',
			'source'   => 'elementor page',
		),
		'elements'   => array(),
	);
	$site_data   = array(
		array(
			'id'       => '5e1f0a1',
			'elType'   => 'container',
			'isInner'  => false,
			'settings' => new stdClass(),
			'elements' => array( $site_widget ),
		),
	);
	$site_id     = wp_insert_post(
		array(
			'post_type'   => 'page',
			'post_status' => 'publish',
			'post_title'  => 'Elementor',
			'post_name'   => 'elementor',
		)
	);
	update_post_meta( $site_id, '_elementor_edit_mode', 'builder' );
	update_post_meta( $site_id, '_elementor_template_type', 'wp-page' );
	update_post_meta( $site_id, '_elementor_version', ELEMENTOR_VERSION );
	update_post_meta( $site_id, '_elementor_data', wp_slash( wp_json_encode( $site_data ) ) ); // Post meta loses one level of slashes.
	echo '  elementor:  ', esc_url( get_permalink( $site_id ) ), " (post $site_id)\n"; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- a number.
}
