<?php
/**
 * The block.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Rendered here: an author who may not write scripts into a post may still use it.
 */
final class Block {

	/**
	 * The block's attributes and what Embed calls them.
	 */
	const ATTRIBUTES = array(
		'campaign'   => 'campaign',
		'label'      => 'label',
		'source'     => 'source',
		'accent'     => 'accent',
		'background' => 'background',
		'textColor'  => 'text-color',
		'fontSize'   => 'font-size',
		'radius'     => 'radius',
	);

	/**
	 * Hooks.
	 */
	public static function register(): void {
		add_action( 'init', array( self::class, 'register_block' ) );
		add_action( 'enqueue_block_editor_assets', array( self::class, 'tell_editor' ) );
	}

	/**
	 * Registers block/block.json.
	 */
	public static function register_block(): void {
		register_block_type( dirname( PLUGIN_FILE ) . '/block', array( 'render_callback' => array( self::class, 'render' ) ) );
		wp_set_script_translations( 'personalia-forms-form-editor-script', 'personalia-forms', dirname( PLUGIN_FILE ) . '/languages' );
	}

	/**
	 * The block in a page.
	 *
	 * @param array $attributes As the editor has kept them.
	 */
	public static function render( $attributes ): string {
		$wanted = array();
		foreach ( self::ATTRIBUTES as $kept => $name ) {
			$wanted[ $name ] = $attributes[ $kept ] ?? '';
		}
		return sprintf( '<div %1$s>%2$s</div>', get_block_wrapper_attributes(), Embed::html( $wanted ) );
	}

	/**
	 * What the editor's script must know: no secret, and nothing that it could ask for.
	 */
	public static function tell_editor(): void {
		$known = array(
			'server'   => Settings::server(),
			'blocked'  => Settings::is_blocked_mix( Settings::server() ),
			'campaign' => Settings::campaign(),
			'settings' => current_user_can( 'manage_options' ) ? admin_url( 'options-general.php?page=' . Settings_Page::SLUG ) : '',
		);
		wp_add_inline_script( 'personalia-forms-form-editor-script', 'window.personaliaForms = ' . wp_json_encode( $known, JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
	}
}
