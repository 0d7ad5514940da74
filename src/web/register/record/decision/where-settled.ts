/** Leads to the part of the page in which a module settles what stands in the way of a step, and to what is done there. */
export function goToWhereSettled(verb: string): void {
  const part = document.querySelector(`[data-settles~="${verb}"]`)?.nextElementSibling
  part?.scrollIntoView({ block: 'start' })
  part?.querySelector<HTMLElement>('button, a[href]')?.focus({ preventScroll: true })
}
