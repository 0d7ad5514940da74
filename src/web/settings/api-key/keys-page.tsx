import { SettingsFrame } from '../settings-frame.tsx'
import { ApiKeys } from './api-keys.tsx'

/** The API keys of everyone, for administrators. */
export function Page() {
  return (
    <SettingsFrame>
      <ApiKeys />
    </SettingsFrame>
  )
}
