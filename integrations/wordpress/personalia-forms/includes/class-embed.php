<?php
/**
 * The HTML that every door of this plug-in prints, and the shortcode.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The same HTML for every visitor: no nonce, no token, nothing of the one who asks. Page caches and Elementor's element cache may keep
 * it for ever. The script comes with each form, so that a cached piece of a page is whole; it runs once, however often it is there.
 */
final class Embed {

	/**
	 * The looks that can be chosen, by the name of their attribute: the form's custom property, and what a value may be.
	 */
	const LOOKS = array(
		'accent'     => array( '--personalia-accent', '/^#[0-9a-f]{6}$/i' ),
		'background' => array( '--personalia-background', '/^(#[0-9a-f]{6}([0-9a-f]{2})?|transparent)$/i' ),
		'text-color' => array( '--personalia-ink', '/^#[0-9a-f]{6}$/i' ),
		'font-size'  => array( '--personalia-font-size', '/^\d{1,3}(\.\d{1,3})?(px|rem|em|pt)$/' ),
		'radius'     => array( '--personalia-radius', '/^\d{1,3}(\.\d{1,3})?(px|rem|em)$/' ),
	);

	/**
	 * The element's own attributes that are handed on as they are.
	 */
	const HANDED_ON = array( 'source', 'consent', 'lang' );

	/**
	 * Hooks.
	 */
	public static function register(): void {
		add_shortcode( 'personalia', array( self::class, 'shortcode' ) );
	}

	/**
	 * [personalia campaign="spring" label="Get the brochure" source="home page" data-name="Anna"]
	 *
	 * @param array|string $wanted The shortcode's attributes; '' when it has none.
	 */
	public static function shortcode( $wanted ): string {
		return self::html( is_array( $wanted ) ? $wanted : array() );
	}

	/**
	 * The form of a campaign.
	 *
	 * @param array $wanted campaign, label, source, consent, lang, the looks, and what to fill in beforehand (data-…).
	 */
	public static function html( array $wanted ): string {
		$server   = Settings::server();
		$campaign = isset( $wanted['campaign'] ) && '' !== $wanted['campaign'] ? $wanted['campaign'] : Settings::campaign();
		if ( '' === $server || ! self::is_campaign( $campaign ) ) {
			return '<!-- Personalia Forms: the server’s address or the campaign is missing. -->';
		}
		$link = sprintf( '<a href="%1$s">%2$s</a>', esc_url( "$server/c/$campaign/", array( 'http', 'https' ) ), esc_html( self::label( $wanted, $campaign ) ) );
		if ( is_feed() ) {
			return $link;
		}
		$form = sprintf( '<personalia-form campaign="%1$s"%2$s>%3$s</personalia-form>', esc_attr( $campaign ), self::attributes( $wanted ), $link );
		if ( Settings::is_blocked_mix( $server ) ) {
			return $form; // Browsers would refuse the script: the link stands.
		}
		return trim( wp_get_script_tag( self::script( $server ) ) ) . $form;
	}

	/**
	 * The script that makes <personalia-form> a form.
	 *
	 * @param string $server The server's address.
	 */
	public static function script( string $server ): array {
		return array(
			'src'   => esc_url( "$server/embed/v1.js", array( 'http', 'https' ) ),
			'async' => true,
		);
	}

	/**
	 * Whether it is the end of a campaign's address.
	 *
	 * @param mixed $slug Anything.
	 */
	public static function is_campaign( $slug ): bool {
		return is_string( $slug ) && 1 === preg_match( '/^[A-Za-z0-9_-]{1,60}\z/', $slug );
	}

	/**
	 * The looks as they stand in a style attribute; what is no look is left out.
	 *
	 * @param array $wanted Values by the names in LOOKS.
	 */
	public static function style( array $wanted ): string {
		$style = array();
		foreach ( self::LOOKS as $name => list( $property, $allowed ) ) {
			$value = $wanted[ $name ] ?? '';
			if ( is_string( $value ) && preg_match( $allowed, $value ) ) {
				$style[] = $property . ':' . $value;
			}
		}
		return implode( ';', $style );
	}

	/**
	 * What the link says: it is what visitors get where scripts do not run.
	 *
	 * @param array  $wanted   The attributes.
	 * @param string $campaign The campaign, whose button says it where nobody has chosen another text.
	 */
	private static function label( array $wanted, string $campaign ): string {
		$label = isset( $wanted['label'] ) && is_string( $wanted['label'] ) ? trim( $wanted['label'] ) : '';
		$label = '' !== $label ? $label : Buttons::of( $campaign );
		return '' !== $label ? $label : __( 'Open the form', 'personalia-forms' );
	}

	/**
	 * The element's other attributes.
	 *
	 * @param array $wanted The attributes asked for.
	 */
	private static function attributes( array $wanted ): string {
		$found = array();
		foreach ( $wanted as $name => $value ) {
			$known = in_array( $name, self::HANDED_ON, true ) || preg_match( '/^data-[a-z0-9_-]{1,60}\z/', (string) $name );
			if ( $known && is_scalar( $value ) && '' !== (string) $value ) {
				$found[] = sprintf( ' %1$s="%2$s"', $name, esc_attr( (string) $value ) );
			}
		}
		$style = self::style( $wanted );
		if ( '' !== $style ) {
			$found[] = sprintf( ' style="%s"', esc_attr( $style ) );
		}
		return implode( '', $found );
	}
}
