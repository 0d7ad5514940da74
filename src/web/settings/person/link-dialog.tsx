import { formatInstant } from '../../messages/format.ts'
import { SecretDialog } from '../secret-dialog.tsx'
import { say } from '../text.ts'

/** A link that works once. It is known to whoever asked for it, here and now. */
export interface OneTimeLink {
  readonly link: string
  readonly expires_at: string
}

/** Shows a one-time link, to be passed on by hand. */
export function LinkDialog({
  title,
  name,
  made,
  onClose,
}: {
  title: string
  name: string
  made: OneTimeLink
  onClose: () => void
}) {
  return (
    <SecretDialog
      title={title}
      about={say('people.link_about', { name, when: formatInstant(made.expires_at) })}
      label={say('people.link')}
      secret={new URL(made.link, window.location.origin).href}
      onClose={onClose}
    />
  )
}
