import { notify } from '../ui/overlay/toast.tsx'
import { say } from './text.ts'

function select(shown: HTMLElement): void {
  if (shown instanceof HTMLTextAreaElement) {
    shown.focus()
    shown.select()
  } else window.getSelection()?.selectAllChildren(shown)
}

/**
 * Copies a text. Where the browser allows no page to copy, as over plain http, selects it where it is shown and says how
 * to copy it.
 */
export async function copy(text: string, shown: HTMLElement | null): Promise<void> {
  try {
    // Undefined, whatever its type says, where the page came over plain http from another machine.
    await navigator.clipboard.writeText(text)
    notify({ text: say('settings.copied') })
  } catch {
    if (shown) select(shown)
    notify({ text: say('settings.not_copied') })
  }
}
