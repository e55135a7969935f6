<?php
/**
 * Usage: php inside.php WWW ADDRESS SCRIPT [ARGUMENT...]. Runs a script inside a loaded WordPress, as its administrator.
 *
 * @package Personalia_Forms
 */

define( 'SITE_FOLDER', $argv[1] );
define( 'SITE_SCRIPT', realpath( $argv[3] ) );
define( 'SITE_ARGUMENTS', array_slice( $argv, 4 ) );
define( 'WP_ADMIN', true );

$_SERVER['HTTP_HOST']       = preg_replace( '#^https?://#', '', $argv[2] );
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REQUEST_URI']     = '/wp-admin/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require SITE_FOLDER . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
wp_set_current_user( 1 );
require SITE_SCRIPT;
