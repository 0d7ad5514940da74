import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/overlay/dialog.tsx'
import { renewRecoveryCodes } from '../account/account-call.ts'
import { say } from '../text.ts'
import { ProveDialog } from './prove-dialog.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import styles from './second-factor.module.css'

/** Makes new recovery codes and shows them. */
export function NewCodesDialog({ onMade, onClose }: { onMade: () => void; onClose: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  if (!codes)
    return (
      <ProveDialog
        title={say('factor.renew_title')}
        about={say('factor.renew_about')}
        action={say('factor.renew')}
        onDo={async (password, code) => {
          setCodes((await renewRecoveryCodes(password, code)).recovery_codes)
          onMade()
        }}
        onClose={onClose}
      />
    )
  return (
    <Dialog title={say('factor.codes')} onClose={onClose}>
      <DialogBody>
        <div className={styles.part}>
          <RecoveryCodes codes={codes} />
        </div>
      </DialogBody>
      <DialogFoot>
        <Button look="primary" onClick={onClose}>
          {say('factor.kept_them')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
