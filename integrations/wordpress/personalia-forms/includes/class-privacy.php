<?php
/**
 * What the site's privacy policy may say of the forms.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Suggested under Settings, Privacy.
 */
final class Privacy {

	/**
	 * Hooks.
	 */
	public static function register(): void {
		add_action( 'admin_init', array( self::class, 'suggest' ) );
	}

	/**
	 * Hands the text over.
	 */
	public static function suggest(): void {
		if ( ! function_exists( 'wp_add_privacy_policy_content' ) ) {
			return;
		}
		$server = Settings::server();
		$host   = '' === $server ? __( 'our document server', 'personalia-forms' ) : (string) wp_parse_url( $server, PHP_URL_HOST );
		/* translators: %s: the host name of the Personalia server. */
		$first = sprintf( __( 'Some of our pages hold a form that makes a document for you. The form comes from %s: when you open such a page, your browser asks that server for it, which therefore receives your IP address and the page’s origin. No cookie is set, nothing is stored in your browser, and no other company is involved.', 'personalia-forms' ), $host );
		/* translators: %s: the host name of the Personalia server. */
		$second = sprintf( __( 'What you enter is sent to %s, used to make your document, and kept together with the document until the time stated with the form has passed; then both are deleted. We count, without names, how often forms are opened, sent and documents downloaded.', 'personalia-forms' ), $host );
		wp_add_privacy_policy_content( 'Personalia Forms', wp_kses_post( '<p class="privacy-policy-tutorial">' . esc_html__( 'Say how long answers are kept: the campaign’s settings on your Personalia server tell.', 'personalia-forms' ) . '</p><p>' . esc_html( $first ) . '</p><p>' . esc_html( $second ) . '</p>' ) );
	}
}
