import type { ClipboardEvent } from 'react'
import { formatNumber } from '../../messages/format.ts'
import { t } from '../../messages/message.ts'
import { notify } from '../overlay/toast.tsx'

/** Says when more is pasted than a field takes: a browser leaves the end out without a word. */
export function tellCut(event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>): void {
  const { maxLength, value, selectionStart, selectionEnd } = event.currentTarget
  if (maxLength < 0) return
  const kept = value.length - ((selectionEnd ?? 0) - (selectionStart ?? 0))
  if (kept + event.clipboardData.getData('text').length > maxLength)
    notify({ text: t('field.cut', { most: formatNumber(maxLength) }), tone: 'critical' })
}
