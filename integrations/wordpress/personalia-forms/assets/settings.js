/* The settings page's test button: tries what stands in the boxes, saved or not. */
( function ( wp ) {
	'use strict';

	var __ = wp.i18n.__;
	var button = document.getElementById( 'personalia-test' );
	var said = document.getElementById( 'personalia-tested' );
	var key = document.getElementById( 'personalia-key' );

	function say( text, good ) {
		said.textContent = ( good ? '✓ ' : '✗ ' ) + text;
		said.style.color = good ? '#00691c' : '#b32d2e';
	}

	button.addEventListener( 'click', function () {
		button.disabled = true;
		said.textContent = __( 'Asking the server…', 'personalia-forms' );
		said.style.color = '';
		wp.apiFetch( {
			path: '/personalia-forms/v1/test',
			method: 'POST',
			data: { server: document.getElementById( 'personalia-server' ).value, key: key.value || '' },
		} ).then(
			function ( answer ) {
				say( answer.message, true );
			},
			function ( error ) {
				say( error.message || __( 'This site gave no answer.', 'personalia-forms' ), false );
			}
		).then( function () {
			button.disabled = false;
		} );
	} );
} )( window.wp );
