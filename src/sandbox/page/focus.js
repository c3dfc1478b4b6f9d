const TAKES_FOCUS = 'a[href], button, input, select, textarea, summary, [tabindex]'

/**
 * Notes where the focus is in a part of the page that is about to be drawn anew. The answer puts it back into what was
 * drawn, and says whether it could: it cannot where the control is gone, or where the focus was elsewhere.
 */
export function noteFocus(root) {
  const active = document.activeElement
  const control = root?.contains(active) ? active.closest('[data-control]') : null
  if (!control) return () => false
  const key = control.dataset.control
  const at = within(control).indexOf(active)
  const { selectionStart, selectionEnd } = active
  return (drawn) => {
    const again = drawn.querySelector(`[data-control="${CSS.escape(key)}"]`)
    const found = again && (within(again)[at] ?? within(again)[0])
    if (!found) return false
    found.focus({ preventScroll: true })
    if (typeof selectionStart === 'number') found.setSelectionRange?.(selectionStart, selectionEnd)
    return true
  }
}

/** The first thing in there that one can act on. */
export function focusFirst(root) {
  within(root)[0]?.focus()
}

function within(root) {
  return [root, ...root.querySelectorAll('*')].filter((one) => one.matches(TAKES_FOCUS) && !one.disabled)
}
