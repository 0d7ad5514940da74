import { ApiKeys } from './api-keys.tsx'
import { SettingsFrame } from './settings-frame.tsx'

/** The API keys of everyone, for administrators. */
export function Page() {
  return (
    <SettingsFrame>
      <ApiKeys />
    </SettingsFrame>
  )
}
