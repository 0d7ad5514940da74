import { useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { copy } from '../copy.ts'
import { say } from '../text.ts'
import styles from './second-factor.module.css'

/** Recovery codes, which are shown this once. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const shown = useRef<HTMLUListElement>(null)
  return (
    <>
      <p>{say('factor.codes_about')}</p>
      <ul className={styles.codes} ref={shown}>
        {codes.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <div>
        <Button onClick={() => void copy(codes.join('\n'), shown.current)}>{say('factor.copy_codes')}</Button>
      </div>
    </>
  )
}
