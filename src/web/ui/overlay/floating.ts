import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** Which side of its anchor a floating part prefers, and which edge it shares with it. */
export type Place = 'bottom-start' | 'bottom-end' | 'top-center'

const gap = 4
const margin = 8

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where a panel of a size stands beside an anchor: it turns over and shifts rather than leave the window. */
export function placeBeside(
  anchor: Box,
  panel: { readonly width: number; readonly height: number },
  viewport: { readonly width: number; readonly height: number },
  place: Place,
): { left: number; top: number } {
  const below = anchor.top + anchor.height + gap
  const above = anchor.top - gap - panel.height
  const fitsBelow = below + panel.height <= viewport.height - margin
  const fitsAbove = above >= margin
  const wantsAbove = place === 'top-center'
  const upward = wantsAbove ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove
  const start =
    place === 'bottom-start'
      ? anchor.left
      : place === 'bottom-end'
        ? anchor.left + anchor.width - panel.width
        : anchor.left + (anchor.width - panel.width) / 2
  const rightmost = viewport.width - margin - panel.width
  const lowest = Math.max(viewport.height - margin - panel.height, margin)
  return {
    left: Math.max(Math.min(start, rightmost), margin),
    top: Math.max(upward ? above : Math.min(below, lowest), margin),
  }
}

/** The anchor of a panel: the first element beside it that takes up room, past wrappers that only group. */
function anchorOf(wrapper: Element | null | undefined): Element | null {
  let found = wrapper?.firstElementChild ?? null
  while (found?.firstElementChild && getComputedStyle(found).display === 'contents')
    found = found.firstElementChild
  return found
}

/**
 * Shows a panel above everything else, beside the first element of its wrapper, for as long as it is mounted.
 * The panel carries the attribute `popover="manual"`.
 */
export function useFloating(panel: RefObject<HTMLElement | null>, place: Place): void {
  useLayoutEffect(() => {
    const shown = panel.current
    const anchor = anchorOf(shown?.parentElement)
    if (!shown || !anchor) return
    shown.showPopover()
    const move = () => {
      const { left, top } = placeBeside(
        anchor.getBoundingClientRect(),
        { width: shown.offsetWidth, height: shown.offsetHeight },
        { width: window.innerWidth, height: window.innerHeight },
        place,
      )
      shown.style.left = `${left}px`
      shown.style.top = `${top}px`
    }
    move()
    const resized = new ResizeObserver(move)
    resized.observe(shown)
    window.addEventListener('resize', move)
    window.addEventListener('scroll', move, true)
    return () => {
      resized.disconnect()
      window.removeEventListener('resize', move)
      window.removeEventListener('scroll', move, true)
    }
  }, [panel, place])
}

const focusable = 'button:not(:disabled), input:not(:disabled), select, textarea, a[href]'

/** Moves the focus into a panel, closes it from outside or by Escape, and gives the focus back to its anchor. */
export function useDismissal(panel: RefObject<HTMLElement | null>, onClose: () => void): void {
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const shown = panel.current
    const wrapper = shown?.parentElement
    const anchor = anchorOf(wrapper)
    if (!shown || !wrapper) return
    const first =
      shown.querySelector<HTMLElement>('[data-autofocus]') ?? shown.querySelector<HTMLElement>(focusable)
    first?.focus({ preventScroll: true })
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !wrapper.contains(event.target)) close.current()
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      event.stopPropagation()
      close.current()
    }
    const onFocusOut = (event: FocusEvent) => {
      if (event.relatedTarget instanceof Node && !wrapper.contains(event.relatedTarget)) close.current()
    }
    document.addEventListener('pointerdown', onPointerDown, true)
    wrapper.addEventListener('keydown', onKeyDown)
    wrapper.addEventListener('focusout', onFocusOut)
    return () => {
      document.removeEventListener('pointerdown', onPointerDown, true)
      wrapper.removeEventListener('keydown', onKeyDown)
      wrapper.removeEventListener('focusout', onFocusOut)
      const inside = document.activeElement === document.body || shown.contains(document.activeElement)
      if (inside && anchor instanceof HTMLElement) anchor.focus({ preventScroll: true })
    }
  }, [panel])
}
