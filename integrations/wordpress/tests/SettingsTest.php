<?php
/**
 * Settings, their page, and what is left of them.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms\Tests;

use Personalia_Forms\Settings;
use Personalia_Forms\Settings_Page;

final class SettingsTest extends Plugin_Test {

	/**
	 * @dataProvider addresses
	 */
	public function test_addresses_are_kept_clean( string $typed, string $kept ): void {
		$this->assertSame( $kept, Settings::clean_address( $typed ) );
	}

	public static function addresses(): array {
		return array(
			array( 'https://docs.example.com', 'https://docs.example.com' ),
			array( ' https://Docs.Example.com/ ', 'https://docs.example.com' ),
			array( 'docs.example.com', 'https://docs.example.com' ),
			array( 'http://10.0.0.7:8000/personalia/', 'http://10.0.0.7:8000/personalia' ),
			array( 'http://[::1]:8000', 'http://[::1]:8000' ),
			array( 'javascript:alert(1)', '' ),
			array( 'ftp://docs.example.com', '' ),
			array( 'https://user:word@docs.example.com', '' ),
			array( 'https://docs.example.com/?a=1', '' ),
			array( 'https://docs.example.com/#a', '' ),
			array( 'https://docs.example.com/"><script>', '' ),
			array( 'https://', '' ),
			array( '', '' ),
		);
	}

	public function test_an_empty_key_keeps_the_old_one(): void {
		$kept = Settings::sanitize(
			array(
				'server'   => 'docs.example.org',
				'key'      => '',
				'campaign' => 'spring',
			)
		);

		$this->assertSame(
			array(
				'server'   => 'https://docs.example.org',
				'key'      => self::KEY,
				'campaign' => 'spring',
			),
			$kept
		);
	}

	public function test_a_key_can_be_forgotten(): void {
		$this->assertSame( '', Settings::sanitize( array( 'forget_key' => '1' ) )['key'] );
	}

	public function test_what_is_no_address_or_key_changes_nothing(): void {
		$kept = Settings::sanitize(
			array(
				'server'   => 'javascript:alert(1)',
				'key'      => 'two words here',
				'campaign' => '"><b>',
			)
		);

		$this->assertSame( self::SERVER, $kept['server'] );
		$this->assertSame( self::KEY, $kept['key'] );
		$this->assertSame( '', $kept['campaign'] );
		$this->assertCount( 3, get_settings_errors( Settings::OPTION ) );
	}

	public function test_the_page_never_shows_the_key(): void {
		$this->become( 'administrator' );
		$this->server_says( 'GET /v1/campaigns', array() );
		Settings_Page::register_settings();

		ob_start();
		Settings_Page::print_page();
		$page = ob_get_clean();

		$this->assertStringContainsString( self::SERVER, $page );
		$this->assertStringNotContainsString( self::KEY, $page );
	}

	public function test_the_page_offers_the_campaigns_and_escapes_their_names(): void {
		$this->become( 'administrator' );
		$this->server_says(
			'GET /v1/campaigns',
			array(
				array(
					'Slug' => 'spring',
					'Name' => '<b>Spring</b>',
					'Live' => true,
				),
			)
		);

		ob_start();
		Settings_Page::print_campaign();
		$box = ob_get_clean();

		$this->assertStringContainsString( '<option value="spring">&lt;b&gt;Spring&lt;/b&gt;</option>', $box );
	}

	public function test_wordpress_own_rest_api_does_not_show_the_option(): void {
		$this->become( 'administrator' );
		Settings_Page::register_settings();

		list( $status, $data ) = $this->rest( 'GET', '/wp/v2/settings' );

		$this->assertSame( 200, $status );
		$this->assertStringNotContainsString( self::KEY, wp_json_encode( $data ) );
	}

	public function test_uninstalling_leaves_nothing(): void {
		global $wpdb;
		set_transient( 'personalia_forms_campaigns', array(), 60 );
		set_transient( 'personalia_forms_templates', array(), 60 );
		defined( 'WP_UNINSTALL_PLUGIN' ) || define( 'WP_UNINSTALL_PLUGIN', 'personalia-forms/personalia-forms.php' );

		require dirname( __DIR__ ) . '/personalia-forms/uninstall.php';

		wp_cache_flush();
		$this->assertSame( '0', (string) $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE '%personalia_forms%'" ) );
	}
}
