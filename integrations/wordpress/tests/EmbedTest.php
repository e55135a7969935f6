<?php
/**
 * The HTML of every door.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms\Tests;

use Personalia_Forms\Embed;

final class EmbedTest extends Plugin_Test {

	const SCRIPT = '<script src="https://docs.example.com/embed/v1.js" async></script>';

	public function test_the_shortcode_prints_script_element_and_link(): void {
		$html = do_shortcode( '[personalia campaign="spring" label="Get it & go"]' );

		$this->assertSame( self::SCRIPT . '<personalia-form campaign="spring"><a href="https://docs.example.com/c/spring/">Get it &amp; go</a></personalia-form>', $html );
	}

	public function test_the_link_says_what_the_button_says_as_soon_as_the_list_has_told_it(): void {
		$this->assertStringContainsString( '>Open the form</a>', do_shortcode( '[personalia campaign="spring"]' ) );
		$row = array(
			'Slug'   => 'spring',
			'Button' => 'Get my <brochure>',
		);
		$this->server_says( 'GET /v1/campaigns', array( $row ) );
		\Personalia_Forms\Server::configured()->campaigns( true );

		$this->assertStringContainsString( '>Get my &lt;brochure&gt;</a>', do_shortcode( '[personalia campaign="spring"]' ) );
		$this->assertStringContainsString( '>Open the form</a>', do_shortcode( '[personalia campaign="autumn"]' ) );
		$this->set_settings( array( 'server' => 'https://other.example' ) );
		$this->assertStringContainsString( '>Open the form</a>', do_shortcode( '[personalia campaign="spring"]' ) );
	}

	public function test_every_visitor_gets_the_same(): void {
		$html = do_shortcode( '[personalia campaign="spring" source="home"]' );
		$this->become( 'administrator' );
		$_COOKIE['anything'] = 'else';
		$_GET['utm_source']  = 'mail';

		$again = do_shortcode( '[personalia campaign="spring" source="home"]' );

		unset( $_COOKIE['anything'], $_GET['utm_source'] );
		$this->assertSame( $html, $again );
		$this->assertSame( array(), $this->sent );
	}

	public function test_the_block_prints_the_same_in_its_wrapper(): void {
		$block = do_blocks( '<!-- wp:personalia-forms/form {"campaign":"spring","label":"Get it","textColor":"#112233"} /-->' );

		$same = Embed::html(
			array(
				'campaign'   => 'spring',
				'label'      => 'Get it',
				'text-color' => '#112233',
			)
		);
		$this->assertSame( '<div class="wp-block-personalia-forms-form">' . $same . '</div>', trim( $block ) );
	}

	public function test_prefill_and_source_are_handed_on_and_nothing_else(): void {
		$html = do_shortcode( '[personalia campaign="spring" source="home" consent="granted" data-first-name="Zoë" onclick="alert(1)" id="x"]' );

		$this->assertStringContainsString( '<personalia-form campaign="spring" source="home" consent="granted" data-first-name="Zoë">', $html );
	}

	/**
	 * @dataProvider hostile
	 */
	public function test_hostile_values_stay_text( array $wanted ): void {
		$html = Embed::html( array_merge( array( 'campaign' => 'spring' ), $wanted ) );

		$page = new \DOMDocument();
		$page->loadHTML( '<meta charset="utf-8"><body>' . $html, LIBXML_NOERROR );
		$body = $page->getElementsByTagName( 'body' )->item( 0 );
		$this->assertSame( 2, $body->childNodes->length );
		$this->assertSame( 0, $page->getElementsByTagName( 'img' )->length );
		foreach ( $body->getElementsByTagName( '*' ) as $element ) {
			foreach ( $element->attributes as $attribute ) {
				$this->assertStringStartsNotWith( 'on', $attribute->name );
			}
		}
	}

	public static function hostile(): array {
		return array(
			'label'            => array( array( 'label' => '</a></personalia-form><img src=x onerror=alert(1)>' ) ),
			'attribute'        => array( array( 'source' => '"><img src=x onerror=alert(1)>' ) ),
			'attribute\'s name' => array( array( 'data-x onclick=alert(1) y' => '1' ) ),
			'look'             => array( array( 'accent' => '#000000;background:url(javascript:alert(1))' ) ),
			'look\'s end'      => array( array( 'font-size' => "16px\n\"onclick=alert(1)" ) ),
		);
	}

	public function test_a_campaign_that_is_none_prints_a_remark(): void {
		foreach ( array( '', '../admin', 'a b', '"><script>', "spring\n" ) as $campaign ) {
			$this->assertStringStartsWith( '<!-- ', Embed::html( array( 'campaign' => $campaign ) ) );
		}
	}

	public function test_the_default_campaign_stands_in(): void {
		$this->set_settings( array( 'campaign' => 'autumn' ) );

		$this->assertStringContainsString( 'campaign="autumn"', do_shortcode( '[personalia]' ) );
	}

	public function test_without_a_server_there_is_a_remark(): void {
		$this->set_settings( array( 'server' => '' ) );

		$this->assertStringStartsWith( '<!-- ', do_shortcode( '[personalia campaign="spring"]' ) );
	}

	public function test_a_site_with_https_leaves_out_a_script_over_http(): void {
		$this->set_settings( array( 'server' => 'http://docs.example.com' ) );
		add_filter(
			'option_home',
			function () {
				return 'https://halden.example';
			}
		);

		$this->assertStringStartsWith( '<personalia-form campaign="spring"><a href="http://docs.example.com/c/spring/">', Embed::html( array( 'campaign' => 'spring' ) ) );
	}

	public function test_feeds_get_the_link(): void {
		$GLOBALS['wp_query']->is_feed = true;

		$html = Embed::html(
			array(
				'campaign' => 'spring',
				'label'    => 'Get it',
			)
		);

		$GLOBALS['wp_query']->is_feed = false;
		$this->assertSame( '<a href="https://docs.example.com/c/spring/">Get it</a>', $html );
	}

	public function test_an_address_on_a_line_of_its_own_becomes_the_form_without_asking(): void {
		$html = wp_oembed_get( 'https://docs.example.com/c/spring/?utm_source=blog' );

		$this->assertSame( Embed::html( array( 'campaign' => 'spring' ) ), $html );
		$this->assertSame( array(), $this->sent );
	}

	public function test_other_addresses_are_left_alone(): void {
		foreach ( array( 'https://docs.example.com/c/spring/secret/', 'https://docs.example.com.evil.example/c/spring/', 'https://docs.example.com/d/?token=1' ) as $address ) {
			$this->assertNull( apply_filters( 'pre_oembed_result', null, $address, array() ) );
		}
	}

	public function test_the_server_is_an_oembed_provider(): void {
		\Personalia_Forms\Oembed::register_provider();

		$this->assertSame( self::SERVER . '/oembed', _wp_oembed_get_object()->get_provider( self::SERVER . '/c/spring/', array( 'discover' => false ) ) );
	}

	public function test_only_the_oembed_answer_may_stand_in_a_private_network(): void {
		$this->set_settings( array( 'server' => 'http://10.0.0.7:8000' ) );

		$this->assertSame( 'http://10.0.0.7:8000/oembed?url=x', wp_http_validate_url( 'http://10.0.0.7:8000/oembed?url=x' ) );
		$this->assertFalse( wp_http_validate_url( 'http://10.0.0.7:8000/admin/' ) );
		$this->assertFalse( wp_http_validate_url( 'http://10.0.0.8:8000/oembed?url=x' ) );
	}
}
