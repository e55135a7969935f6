<?php
/**
 * For php -S: files are served as they are, a folder gets its slash, and everything else is WordPress's, dots in the address or not.
 *
 * @package Personalia_Forms
 */

$site_root = $_SERVER['DOCUMENT_ROOT'];
$site_path = rawurldecode( (string) strtok( $_SERVER['REQUEST_URI'], '?' ) );
if ( is_dir( $site_root . $site_path ) ) {
	if ( '/' !== substr( $site_path, -1 ) ) {
		header( "Location: $site_path/", true, 301 );
		exit;
	}
	$site_path .= 'index.php';
}
if ( '/index.php' !== $site_path && is_file( $site_root . $site_path ) ) {
	return false;
}
$_SERVER['PHP_SELF']        = '/index.php';
$_SERVER['SCRIPT_NAME']     = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = "$site_root/index.php";
chdir( $site_root );
require "$site_root/index.php";
