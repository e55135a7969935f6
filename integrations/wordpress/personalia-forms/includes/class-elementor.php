<?php
/**
 * Elementor's hooks. Its classes are only touched when Elementor calls.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The widget (Elementor) and the form action (Elementor Pro).
 */
final class Elementor {

	/**
	 * Hooks.
	 */
	public static function register(): void {
		add_action( 'elementor/widgets/register', array( self::class, 'register_widget' ) );
		add_action( 'elementor/preview/enqueue_scripts', array( self::class, 'bring_script' ) );
		add_action( 'elementor/preview/enqueue_styles', array( self::class, 'bring_style' ) );
		add_action( 'elementor_pro/forms/actions/register', array( self::class, 'register_action' ) );
	}

	/**
	 * Into the panel.
	 *
	 * @param \Elementor\Widgets_Manager $manager Elementor's.
	 */
	public static function register_widget( $manager ): void {
		require_once dirname( PLUGIN_FILE ) . '/elementor/class-form-widget.php';
		$manager->register( new Form_Widget() );
	}

	/**
	 * Into the list of a form's actions after submit.
	 *
	 * @param \ElementorPro\Modules\Forms\Registrars\Form_Actions_Registrar $registrar Elementor Pro's.
	 */
	public static function register_action( $registrar ): void {
		require_once dirname( PLUGIN_FILE ) . '/elementor/class-field-map.php';
		require_once dirname( PLUGIN_FILE ) . '/elementor/class-form-action.php';
		$registrar->register( new Form_Action() );
	}

	/**
	 * The editor's preview puts widgets in by innerHTML, which runs no script: it has to be there before. The mark in the preview's
	 * document says that what is shown there is nobody's view.
	 */
	public static function bring_script(): void {
		wp_register_script( 'personalia-forms-editing', false, array(), VERSION, false );
		wp_enqueue_script( 'personalia-forms-editing' );
		wp_add_inline_script( 'personalia-forms-editing', 'document.documentElement.setAttribute( "data-personalia-editing", "" );' );
		$server = Settings::server();
		if ( '' !== $server && ! Settings::is_blocked_mix( $server ) ) {
			wp_enqueue_script( 'personalia-forms-element', "$server/embed/v1.js", array(), null, true ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion -- its address never changes.
		}
	}

	/**
	 * In the editor a click selects the widget, and nobody fills the form in.
	 */
	public static function bring_style(): void {
		wp_register_style( 'personalia-forms-preview', false, array(), VERSION );
		wp_enqueue_style( 'personalia-forms-preview' );
		wp_add_inline_style( 'personalia-forms-preview', '.elementor-editor-active personalia-form { pointer-events: none; }' );
	}

	/**
	 * Whether an editor's lists are wanted. Elementor registers controls on visitors' pages, too: those must not ask the server.
	 */
	public static function is_editing(): bool {
		return is_admin() && current_user_can( 'edit_posts' );
	}
}
