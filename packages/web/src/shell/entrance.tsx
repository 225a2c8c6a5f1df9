/** Which door stands open: first start, sign-in, a password that must change, or the workbench itself. */
import { API } from '@gouji/api'
import { useEffect, useState } from 'react'
import { useRead } from '../client/query.ts'
import { onSessionEnded, rememberCsrf } from '../client/session.ts'
import { Loaded } from '../parts/loaded.tsx'
import { ChangePassword } from './change-password.tsx'
import { FirstStart } from './first-start.tsx'
import { Layout } from './layout.tsx'
import { MeProvider } from './me.tsx'
import { ShortcutProvider } from './shortcuts.tsx'
import { SignIn, SignInAgain } from './sign-in.tsx'

export function Entrance() {
  const state = useRead(API.session.state, {}, { staleTime: Number.POSITIVE_INFINITY })
  return (
    <div className="app">
      <Loaded query={state}>
        {(s) => (!s.initialised ? <FirstStart /> : !s.signedIn ? <SignIn oidc={s.oidc} /> : <SignedIn />)}
      </Loaded>
    </div>
  )
}

function SignedIn() {
  const me = useRead(API.session.me, {}, { staleTime: Number.POSITIVE_INFINITY })
  const [ended, setEnded] = useState(false)
  useEffect(() => onSessionEnded(() => setEnded(true)), [])
  if (me.data) rememberCsrf(me.data.csrf)
  return (
    <Loaded query={me}>
      {(person) =>
        person.mustChangePassword ? (
          <ChangePassword forced />
        ) : (
          <MeProvider me={person}>
            <ShortcutProvider>
              <Layout />
            </ShortcutProvider>
            {/* What was being entered stays on the page while its owner signs in again. */}
            <SignInAgain open={ended} login={person.login} onDone={() => setEnded(false)} />
          </MeProvider>
        )
      }
    </Loaded>
  )
}
