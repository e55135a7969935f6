/* The block in the editor: choose a campaign, see its form. No build step: this is the source. */
( function ( wp, known ) {
	'use strict';

	var el = wp.element.createElement;
	var useEffect = wp.element.useEffect;
	var useRef = wp.element.useRef;
	var useState = wp.element.useState;
	var __ = wp.i18n.__;
	var sprintf = wp.i18n.sprintf;
	var components = wp.components;
	var LOOKS = { accent: '--personalia-accent', background: '--personalia-background', textColor: '--personalia-ink', fontSize: '--personalia-font-size', radius: '--personalia-radius' };

	// The campaigns, asked for once; a promise, so that ten blocks do not ask ten times.
	var asked = null;
	function campaigns( again ) {
		if ( again || ! asked ) {
			asked = wp.apiFetch( { path: '/personalia-forms/v1/campaigns' + ( again ? '?fresh=1' : '' ) } );
		}
		return asked;
	}

	function useCampaigns() {
		var state = useState( { list: null, mistake: '' } );
		var set = state[ 1 ];
		function ask( again ) {
			campaigns( again ).then(
				function ( list ) {
					set( { list: list, mistake: '' } );
				},
				function ( error ) {
					set( { list: [], mistake: error.message || __( 'The campaigns could not be listed.', 'personalia-forms' ) } );
				}
			);
		}
		useEffect( function () {
			ask( false );
		}, [] );
		return { list: state[ 0 ].list, mistake: state[ 0 ].mistake, again: ask.bind( null, true ) };
	}

	function options( list, chosen ) {
		var first = known.campaign
			/* translators: %s: the end of the default campaign's address. */
			? sprintf( __( 'The default (%s)', 'personalia-forms' ), known.campaign )
			: __( 'Choose a campaign', 'personalia-forms' );
		var found = [ { value: '', label: first } ];
		( list || [] ).forEach( function ( row ) {
			/* translators: %s: a campaign's name. */
			found.push( { value: row.slug, label: row.live ? row.name : sprintf( __( '%s (not open)', 'personalia-forms' ), row.name ) } );
		} );
		if ( chosen && ! found.some( function ( row ) { return row.value === chosen; } ) ) {
			found.push( { value: chosen, label: chosen } );
		}
		return found;
	}

	// The canvas may be a frame: the script has to run in its document, once.
	function bringScript( page ) {
		var address = known.server + '/embed/v1.js';
		if ( ! page.querySelector( 'script[src="' + address + '"]' ) ) {
			var script = page.createElement( 'script' );
			script.src = address;
			script.async = true;
			page.head.appendChild( script );
		}
	}

	// What the link says where nobody has chosen a text.
	function buttonOf( list, campaign ) {
		var found = ( list || [] ).find( function ( row ) {
			return row.slug === campaign;
		} );
		return ( found && found.button ) || __( 'Open the form', 'personalia-forms' );
	}

	// The form as visitors see it, with its looks; not to be typed into, so that a click selects the block. It is nobody's view.
	function Preview( props ) {
		var place = useRef();
		var wanted = props.attributes;
		useEffect( function () {
			var page = place.current.ownerDocument;
			var form = page.createElement( 'personalia-form' );
			var link = page.createElement( 'a' );
			bringScript( page );
			form.setAttribute( 'campaign', props.campaign );
			link.href = known.server + '/c/' + props.campaign + '/';
			form.appendChild( link );
			place.current.inert = true;
			place.current.replaceChildren( form );
		}, [ props.campaign ] );
		useEffect( function () {
			var form = place.current.firstElementChild;
			form.firstElementChild.textContent = wanted.label || props.button;
			Object.keys( LOOKS ).forEach( function ( name ) {
				form.style.setProperty( LOOKS[ name ], wanted[ name ] || '' );
			} );
		} );
		return el( 'div', { ref: place, className: 'personalia-forms-preview', style: { pointerEvents: 'none' }, 'data-personalia-editing': '' } );
	}

	function colour( props, name, label ) {
		var value = props.attributes[ name ];
		return el( components.BaseControl, { id: 'personalia-' + name, label: label, key: name, __nextHasNoMarginBottom: true },
			el( components.ColorPalette, {
				value: value || undefined,
				onChange: function ( chosen ) {
					var change = {};
					change[ name ] = /^#[0-9a-f]{6}$/i.test( chosen || '' ) ? chosen : '';
					props.setAttributes( change );
				},
			} ) );
	}

	function text( props, name, label, help, placeholder ) {
		return el( components.TextControl, {
			key: name,
			label: label,
			help: help,
			placeholder: placeholder,
			value: props.attributes[ name ],
			__nextHasNoMarginBottom: true,
			__next40pxDefaultSize: true,
			onChange: function ( value ) {
				var change = {};
				change[ name ] = value;
				props.setAttributes( change );
			},
		} );
	}

	function picker( props, found ) {
		return el( components.SelectControl, {
			key: 'campaign',
			label: __( 'Campaign', 'personalia-forms' ),
			help: found.mistake,
			value: props.attributes.campaign,
			options: options( found.list, props.attributes.campaign ),
			__nextHasNoMarginBottom: true,
			__next40pxDefaultSize: true,
			onChange: function ( slug ) {
				props.setAttributes( { campaign: slug } );
			},
		} );
	}

	function Edit( props ) {
		var found = useCampaigns();
		var campaign = props.attributes.campaign || known.campaign;
		var panels = el( wp.blockEditor.InspectorControls, null,
			el( components.PanelBody, { title: __( 'Form', 'personalia-forms' ) },
				picker( props, found ),
				el( 'p', null, el( components.Button, { variant: 'link', onClick: found.again }, __( 'Ask for the campaigns again', 'personalia-forms' ) ) ),
				text( props, 'label', __( 'Text of the link', 'personalia-forms' ), __( 'What visitors without scripts get instead of the form. Empty: what the form’s button says.', 'personalia-forms' ), buttonOf( found.list, campaign ) ),
				text( props, 'source', __( 'Source', 'personalia-forms' ), __( 'Names this place in the campaign’s statistics.', 'personalia-forms' ) ) ),
			el( components.PanelBody, { title: __( 'Looks', 'personalia-forms' ), initialOpen: false },
				colour( props, 'accent', __( 'Accent colour', 'personalia-forms' ) ),
				colour( props, 'background', __( 'Background', 'personalia-forms' ) ),
				colour( props, 'textColor', __( 'Text colour', 'personalia-forms' ) ),
				text( props, 'fontSize', __( 'Size of text', 'personalia-forms' ), __( 'Such as 18px.', 'personalia-forms' ) ),
				text( props, 'radius', __( 'Round corners', 'personalia-forms' ), __( 'Such as 8px.', 'personalia-forms' ) ) ) );
		var inside;
		if ( ! known.server ) {
			inside = el( components.Placeholder, { icon: 'media-document', label: __( 'Personalia form', 'personalia-forms' ) },
				el( 'p', null, __( 'The address of the Personalia server is missing.', 'personalia-forms' ) ),
				known.settings ? el( components.ExternalLink, { href: known.settings }, __( 'Enter it in the settings', 'personalia-forms' ) ) : null );
		} else if ( ! campaign ) {
			inside = el( components.Placeholder, { icon: 'media-document', label: __( 'Personalia form', 'personalia-forms' ), instructions: __( 'Which campaign’s form should stand here?', 'personalia-forms' ) },
				found.list === null ? el( components.Spinner ) : picker( props, found ) );
		} else if ( known.blocked ) {
			inside = el( components.Notice, { status: 'warning', isDismissible: false },
				__( 'This site has https, the Personalia server has http: browsers block the form, and visitors get the link alone. Give the server https.', 'personalia-forms' ) );
		} else {
			inside = el( Preview, { campaign: campaign, attributes: props.attributes, button: buttonOf( found.list, campaign ) } );
		}
		return el( 'div', wp.blockEditor.useBlockProps(), panels, inside );
	}

	wp.blocks.registerBlockType( 'personalia-forms/form', {
		edit: Edit,
		save: function () {
			return null;
		},
		transforms: {
			from: [
				{
					type: 'shortcode',
					tag: 'personalia',
					attributes: {
						campaign: { type: 'string', shortcode: function ( found ) { return found.named.campaign || ''; } },
						label: { type: 'string', shortcode: function ( found ) { return found.named.label || ''; } },
						source: { type: 'string', shortcode: function ( found ) { return found.named.source || ''; } },
					},
				},
			],
		},
	} );
} )( window.wp, window.personaliaForms || { server: '', campaign: '', settings: '', blocked: false } );
