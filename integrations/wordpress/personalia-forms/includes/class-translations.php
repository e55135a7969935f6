<?php
/**
 * The translations that come with the plug-in.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * One for each language: Austria reads Germany's, Mexico Spain's. What WordPress itself has for a site's language goes first.
 */
final class Translations {

	const FOLDER  = '/languages';
	const LOCALES = array(
		'de' => 'de_DE',
		'es' => 'es_ES',
		'fr' => 'fr_FR',
		'he' => 'he_IL',
	);

	/**
	 * Hooks.
	 */
	public static function register(): void {
		add_action( 'init', array( self::class, 'load' ), 1 );
		add_filter( 'load_textdomain_mofile', array( self::class, 'nearest' ), 10, 2 );
		add_filter( 'load_script_translation_file', array( self::class, 'nearest_of_script' ), 10, 3 );
	}

	/**
	 * Tells WordPress of the folder.
	 */
	public static function load(): void {
		// WordPress 6.5 and later find translations by themselves; the ones that come with the plug-in need this before.
		load_plugin_textdomain( 'personalia-forms', false, dirname( plugin_basename( PLUGIN_FILE ) ) . self::FOLDER ); // phpcs:ignore PluginCheck.CodeAnalysis.DiscouragedFunctions.load_plugin_textdomainFound
	}

	/**
	 * The .mo that is there.
	 *
	 * @param string $file   The one that WordPress wants.
	 * @param string $domain Whose.
	 */
	public static function nearest( $file, $domain ) {
		return 'personalia-forms' === $domain ? self::of_language( $file ) : $file;
	}

	/**
	 * The .json of a script that is there.
	 *
	 * @param string|false $file   The one that WordPress wants.
	 * @param string       $handle The script's.
	 * @param string       $domain Whose.
	 */
	public static function nearest_of_script( $file, $handle, $domain ) {
		return 'personalia-forms' === $domain && is_string( $file ) ? self::of_language( $file ) : $file;
	}

	/**
	 * The same language's file, where the locale has none of its own.
	 *
	 * @param string $file personalia-forms-de_AT.mo, somewhere.
	 */
	private static function of_language( string $file ): string {
		if ( is_readable( $file ) || ! preg_match( '/^personalia-forms-([a-z]{2})(?:_[A-Za-z]+)*([.-].*)\z/', basename( $file ), $found ) || ! isset( self::LOCALES[ $found[1] ] ) ) {
			return $file;
		}
		$nearest = dirname( PLUGIN_FILE ) . self::FOLDER . '/personalia-forms-' . self::LOCALES[ $found[1] ] . $found[2];
		return is_readable( $nearest ) ? $nearest : $file;
	}
}
