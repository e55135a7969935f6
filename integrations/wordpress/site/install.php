<?php
/**
 * Usage: php install.php WWW ADDRESS. Installs the WordPress in the folder WWW, without a mail and without a question; user and password are "admin".
 *
 * What is asked for stands in constants: WordPress is loaded into this scope and has its own ideas of $plugin, $theme and the like.
 *
 * @package Personalia_Forms
 */

define( 'SITE_FOLDER', $argv[1] );
define( 'SITE_ADDRESS', $argv[2] );
define( 'WP_INSTALLING', true );

/**
 * Stands where WordPress would mail the new administrator.
 */
function wp_mail() {
	return true;
}

$_SERVER['HTTP_HOST']       = preg_replace( '#^https?://#', '', SITE_ADDRESS );
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REQUEST_URI']     = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require SITE_FOLDER . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'Halden Machines', 'admin', 'admin@example.com', false, '', 'admin' );
update_option( 'permalink_structure', '/%postname%/' );
// Tours and patterns would stand before the editor.
update_user_meta(
	1,
	'wp_persisted_preferences',
	array(
		'core/edit-post' => array( 'welcomeGuide' => false ),
		'core'           => array( 'enableChoosePatternModal' => false ),
		'_modified'      => gmdate( 'c' ),
	)
);
echo 'WordPress ', esc_html( get_bloginfo( 'version' ) ), ', PHP ', PHP_VERSION, ", user admin, password admin\n";
