import styles from './kbd.module.css'

export const Kbd = ({ children }: { children: string }) => <kbd className={styles.kbd}>{children}</kbd>

const apple = /Mac|iPhone|iPad/.test(navigator.platform)
/** How the command key is written on this machine. */
export const commandKey = apple ? '⌘' : 'Ctrl'
