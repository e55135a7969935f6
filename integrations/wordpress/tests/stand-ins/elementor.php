<?php
/**
 * Stand-ins for the classes of Elementor that its developer documentation names; they keep what they are told. No code of Elementor's.
 *
 * @package Personalia_Forms
 */

namespace Elementor;

/**
 * Kinds of control.
 */
class Controls_Manager {
	const TAB_STYLE = 'style';
	const TEXT      = 'text';
	const SELECT    = 'select';
	const COLOR     = 'color';
	const SLIDER    = 'slider';
	const FONT      = 'font';
	const REPEATER  = 'repeater';
	const RAW_HTML  = 'raw_html';
}

/**
 * Sections and their controls.
 */
class Controls_Stack {

	/**
	 * By name.
	 *
	 * @var array[]
	 */
	public $sections = array();

	/**
	 * By name.
	 *
	 * @var array[]
	 */
	public $controls = array();

	/**
	 * The section that is open.
	 *
	 * @var string|null
	 */
	private $section = null;

	public function start_controls_section( $name, array $about = array() ) {
		if ( null !== $this->section ) {
			throw new \LogicException( "$name begins inside $this->section" );
		}
		$this->section           = $name;
		$this->sections[ $name ] = $about;
	}

	public function end_controls_section() {
		$this->section = null;
	}

	public function add_control( $name, array $about ) {
		if ( isset( $this->controls[ $name ] ) ) {
			throw new \LogicException( "$name is there twice" );
		}
		$this->controls[ $name ] = $about;
	}

	public function add_responsive_control( $name, array $about ) {
		$this->add_control( $name, $about );
	}

	public function get_controls() {
		return $this->controls;
	}
}

/**
 * The rows of a repeater.
 */
class Repeater extends Controls_Stack {
}

/**
 * A widget.
 */
abstract class Widget_Base extends Controls_Stack {

	/**
	 * What was chosen in the panel.
	 *
	 * @var array
	 */
	public $chosen = array();

	abstract public function get_name();

	public function get_settings_for_display() {
		return $this->chosen;
	}

	/**
	 * The controls, as the editor asks for them.
	 */
	public function panel(): array {
		$this->controls = array();
		$this->register_controls();
		return $this->controls;
	}

	/**
	 * What the widget prints.
	 */
	public function printed(): string {
		ob_start();
		$this->render();
		return ob_get_clean();
	}

	/**
	 * Whether the element cache must leave it alone.
	 */
	public function is_dynamic(): bool {
		return $this->is_dynamic_content();
	}

	protected function is_dynamic_content(): bool {
		return true;
	}
}

/**
 * Where widgets are registered.
 */
class Widgets_Manager {

	/**
	 * By name.
	 *
	 * @var Widget_Base[]
	 */
	public $widgets = array();

	public function register( Widget_Base $widget ) {
		$this->widgets[ $widget->get_name() ] = $widget;
	}
}
