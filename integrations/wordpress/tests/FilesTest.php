<?php
/**
 * Every file of the plug-in, in whatever PHP runs the tests.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms\Tests;

final class FilesTest extends Plugin_Test {

	/**
	 * @dataProvider files
	 */
	public function test_it_is_correct_php( string $file ): void {
		$this->assertNotEmpty( token_get_all( file_get_contents( $file ), TOKEN_PARSE ) );
	}

	public static function files(): iterable {
		$plugin = dirname( __DIR__ ) . '/personalia-forms';
		foreach ( new \RecursiveIteratorIterator( new \RecursiveDirectoryIterator( $plugin, \FilesystemIterator::SKIP_DOTS ) ) as $file ) {
			if ( 'php' === $file->getExtension() ) {
				yield $file->getBasename() => array( $file->getPathname() );
			}
		}
	}
}
