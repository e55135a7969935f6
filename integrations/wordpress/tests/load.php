<?php
/**
 * Put before PHPUnit by auto_prepend_file: loads the WordPress in the folder that WORDPRESS names, in the global scope.
 *
 * @package Personalia_Forms
 */

$_SERVER['HTTP_HOST']       = 'halden.example';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REQUEST_URI']     = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require getenv( 'WORDPRESS' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
