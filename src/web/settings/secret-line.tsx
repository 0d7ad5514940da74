import { IconCopy } from '@tabler/icons-react'
import { useId } from 'react'
import { Button } from '../ui/button.tsx'
import { notify } from '../ui/overlay/toast.tsx'
import styles from './secret-line.module.css'
import { say } from './text.ts'

export const copy = (text: string): void =>
  void navigator.clipboard.writeText(text).then(() => notify({ text: say('settings.copied') }))

/** Something that is shown once, to be copied. */
export function SecretLine({ label, text }: { label: string; text: string }) {
  const id = useId()
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.line}>
        <input
          id={id}
          className={styles.text}
          readOnly
          value={text}
          onFocus={(event) => event.target.select()}
        />
        <Button onClick={() => copy(text)}>
          <IconCopy size={14} stroke={1.75} />
          {say('settings.copy')}
        </Button>
      </div>
    </div>
  )
}
