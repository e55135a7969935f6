<?php
/**
 * Which file a locale gets.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms\Tests;

final class TranslationsTest extends Plugin_Test {

	/**
	 * @dataProvider locales
	 */
	public function test_a_locale_without_its_own_gets_its_languages( string $wanted, string $got ): void {
		$page   = apply_filters( 'load_textdomain_mofile', "/nowhere/personalia-forms-$wanted.mo", 'personalia-forms' );
		$handle = 'personalia-forms-settings';
		$script = apply_filters( 'load_script_translation_file', "/nowhere/personalia-forms-$wanted-$handle.json", $handle, 'personalia-forms' );

		$this->assertSame( "personalia-forms-$got.mo", basename( $page ) );
		$this->assertSame( "personalia-forms-$got-$handle.json", basename( $script ) );
	}

	public static function locales(): array {
		return array(
			array( 'de_DE', 'de_DE' ),
			array( 'de_AT', 'de_DE' ),
			array( 'de_DE_formal', 'de_DE' ),
			array( 'fr_CA', 'fr_FR' ),
			array( 'es_MX', 'es_ES' ),
			array( 'he_IL', 'he_IL' ),
			array( 'ja', 'ja' ),
			array( 'nl_NL', 'nl_NL' ),
		);
	}

	public function test_other_plugins_files_are_left_alone(): void {
		$this->assertSame( '/nowhere/other-de_AT.mo', apply_filters( 'load_textdomain_mofile', '/nowhere/other-de_AT.mo', 'other' ) );
		$this->assertFalse( apply_filters( 'load_script_translation_file', false, 'other', 'other' ) );
	}

	public function test_an_austrian_site_reads_german(): void {
		add_filter( 'locale', array( $this, 'austria' ) );
		unload_textdomain( 'personalia-forms' );
		\Personalia_Forms\Translations::load();

		$said = __( 'Open the form', 'personalia-forms' );

		remove_filter( 'locale', array( $this, 'austria' ) );
		unload_textdomain( 'personalia-forms' );
		$this->assertSame( 'Formular öffnen', $said );
	}

	public function austria(): string {
		return 'de_AT';
	}
}
