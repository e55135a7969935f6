<?php
/**
 * A must-use plug-in of the sites that script/wordpress brings up: ?optimise=deferred|moved|twice|delayed does to a page what the usual
 * optimisers of scripts do.
 *
 * @package Personalia_Forms
 */

/**
 * The page, with its forms' scripts treated.
 *
 * @param string $html The page.
 */
function personalia_site_optimise( $html ) {
	// phpcs:disable WordPress.Security.NonceVerification, WordPress.WP.EnqueuedResources -- a page to look at.
	$how = sanitize_key( $_GET['optimise'] );
	if ( ! preg_match( '#<script [^>]*src="([^"]*/embed/v1\.js)"[^>]*></script>#', $html, $found ) ) {
		return $html;
	}
	list( $script, $address ) = $found;
	$later                    = '<script>setTimeout(() => document.querySelectorAll("[data-later]").forEach((old) => {'
		. ' const late = document.createElement("script"); late.src = old.dataset.later; document.body.append(late); }), 500)</script>';
	$instead                  = array(
		'deferred' => array( "<script src='$address' defer></script>", '' ),
		'moved'    => array( '', "<script src='$address'></script>" ),
		'twice'    => array( "<script src='$address'></script><script src='$address?ver=2' defer></script>", '' ),
		'delayed'  => array( "<script type='text/delayed' data-later='$address'></script>", $later ),
	);
	// phpcs:enable
	if ( ! isset( $instead[ $how ] ) ) {
		return $html;
	}
	return str_replace( array( $script, '</body>' ), array( $instead[ $how ][0], $instead[ $how ][1] . "<!-- $how --></body>" ), $html );
}

if ( isset( $_GET['optimise'] ) ) { // phpcs:ignore WordPress.Security.NonceVerification -- a page to look at.
	add_action(
		'template_redirect',
		function () {
			ob_start( 'personalia_site_optimise' );
		}
	);
}
