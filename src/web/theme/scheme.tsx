import { createTheme, type MantineColorSchemeManager, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { prefer, preference, usePreference } from '../app/preference.ts'

/** Components take their looks from our own styles; the provider carries behaviour only. */
const theme = createTheme({ fontFamily: 'var(--font)', respectReducedMotion: true })

const manager: MantineColorSchemeManager = {
  get: () => preference('scheme'),
  set: (scheme) => prefer('scheme', scheme),
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => prefer('scheme', 'auto'),
}

export function Theme({ children }: { children: ReactNode }) {
  const density = usePreference('density')
  document.documentElement.dataset.density = density
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={manager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  )
}
