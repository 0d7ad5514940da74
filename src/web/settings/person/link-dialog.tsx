import { formatInstant } from '../../messages/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/overlay/dialog.tsx'
import { SecretLine } from '../secret-line.tsx'
import styles from '../settings.module.css'
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
    <Dialog title={title} onClose={onClose}>
      <DialogBody>
        <div className={styles.stack}>
          <p>{say('people.link_about', { name, when: formatInstant(made.expires_at) })}</p>
          <SecretLine label={say('people.link')} text={new URL(made.link, window.location.origin).href} />
        </div>
      </DialogBody>
      <DialogFoot>
        <Button look="primary" onClick={onClose}>
          {say('settings.close')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
