<?php
/**
 * For inside.php. ARGUMENTS: folders of plug-ins. Activates them in this order; in a process of its own, since what a plug-in registers
 * is only there the next time WordPress is loaded.
 *
 * @package Personalia_Forms
 */

foreach ( SITE_ARGUMENTS as $site_plugin ) {
	$site_files = array_keys( get_plugins( "/$site_plugin" ) );
	$site_done  = $site_files ? activate_plugin( "$site_plugin/{$site_files[0]}" ) : new WP_Error( 'missing', 'there is no such plug-in' );
	if ( is_wp_error( $site_done ) ) {
		fwrite( STDERR, $site_plugin . ': ' . $site_done->get_error_message() . "\n" );
		exit( 1 );
	}
}
delete_transient( 'elementor_activation_redirect' ); // Else the admin begins with Elementor's questions.
flush_rewrite_rules();
