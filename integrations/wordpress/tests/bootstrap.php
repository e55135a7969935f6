<?php
/**
 * What the tests stand on.
 *
 * @package Personalia_Forms
 */

require_once __DIR__ . '/stand-ins/elementor.php';
require_once __DIR__ . '/stand-ins/elementor-pro.php';
require_once __DIR__ . '/class-plugin-test.php';

echo 'in PHP ', PHP_VERSION, "\n";
