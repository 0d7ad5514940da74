import { t } from '../../messages/message.ts'
import { inSentence, labelOf, stateOf } from '../../messages/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/overlay/dialog.tsx'
import { revise } from './revise.ts'
import type { TakingBack } from './take-back.ts'

/** Says, before a change is saved, that it takes back the decision about the record. */
export function TakeBackDialog({ taking, onClose }: { taking: TakingBack; onClose: () => void }) {
  const { register, base, changes, to } = taking
  const save = () => {
    onClose()
    void revise(register, base, changes, { knowingly: true })
  }
  const name = Object.keys(changes)
    .map((field) => labelOf(register, field))
    .join(', ')
  return (
    <Dialog title={t('edit.take_back.title')} onClose={onClose}>
      <DialogBody>
        <p>
          {t('edit.take_back.about', {
            name,
            state: inSentence(stateOf(register.name, String(base.state))),
            to: inSentence(stateOf(register.name, to)),
          })}
        </p>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('edit.take_back.keep')}</Button>
        <Button look="primary" onClick={save}>
          {t('edit.take_back.save')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
