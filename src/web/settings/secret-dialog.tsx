import { Button } from '../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/overlay/dialog.tsx'
import { SecretLine } from './secret-line.tsx'
import styles from './settings.module.css'
import { say } from './text.ts'

/** Shows what is known here and now only, to be copied and passed on by hand: a link that works once, a key. */
export function SecretDialog({
  title,
  about,
  label,
  secret,
  onClose,
}: {
  title: string
  about: string
  label: string
  secret: string
  onClose: () => void
}) {
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogBody>
        <div className={styles.stack}>
          <p>{about}</p>
          <SecretLine label={label} text={secret} />
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
