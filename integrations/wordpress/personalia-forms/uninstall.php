<?php
/**
 * Removes what the plug-in has kept. Pages keep their shortcodes and blocks, which then show nothing.
 *
 * @package Personalia_Forms
 */

if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
	exit;
}

/**
 * On the current site.
 */
function personalia_forms_uninstall() {
	delete_option( 'personalia_forms' );
	delete_option( 'personalia_forms_buttons' );
	delete_transient( 'personalia_forms_campaigns' );
	delete_transient( 'personalia_forms_templates' );
}

if ( is_multisite() ) {
	foreach ( get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	) as $personalia_forms_site ) {
		switch_to_blog( $personalia_forms_site );
		personalia_forms_uninstall();
		restore_current_blog();
	}
} else {
	personalia_forms_uninstall();
}
