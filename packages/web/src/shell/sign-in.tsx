import { API, type Me, type ResponseOf } from '@gouji/api'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, type InputRef, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { call } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { keyOf } from '../client/query.ts'
import { rememberCsrf } from '../client/session.ts'

type SessionState = ResponseOf<typeof API.session.state>

interface Entered {
  readonly login: string
  readonly password: string
  readonly code?: string
}

interface SignInFormProps {
  readonly login?: string
  readonly onDone: (me: Me) => void
}

function SignInForm({ login, onDone }: SignInFormProps) {
  const [needsCode, setNeedsCode] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const codeField = useRef<InputRef>(null)
  useEffect(() => {
    if (needsCode) codeField.current?.focus()
  }, [needsCode])
  const submit = async ({ login, password, code }: Entered): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const body = { login: login.trim(), password, ...(code ? { code } : {}) }
      const answer = await call(API.session.signIn, { body })
      if (answer.me) {
        rememberCsrf(answer.me.csrf)
        onDone(answer.me)
      } else if (answer.needsCode) setNeedsCode(true)
    } catch (e) {
      setError(wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form<Entered> layout="vertical" requiredMark={false} onFinish={submit} initialValues={{ login }}>
      {error ? <Alert type="error" showIcon title={error} style={{ marginBottom: 16 }} role="alert" /> : null}
      <Form.Item label="用户名" name="login" rules={[{ required: true, message: '请填写用户名' }]}>
        <Input autoComplete="username" autoFocus={!login} readOnly={!!login} spellCheck={false} />
      </Form.Item>
      <Form.Item label="密码" name="password" rules={[{ required: true, message: '请填写密码' }]}>
        <Input.Password autoComplete="current-password" autoFocus={!!login} />
      </Form.Item>
      {needsCode ? (
        <Form.Item
          label="动态口令"
          name="code"
          extra="身份验证器上显示的六位数字"
          rules={[{ required: true, pattern: /^\d{6}$/, message: '请填写六位数字' }]}
        >
          <Input ref={codeField} inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
        </Form.Item>
      ) : null}
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>
        登录
      </Button>
    </Form>
  )
}

/** The sign-on has said who it is; the second factor that was set up here is still to be shown. */
function CodeForm({ onDone }: { readonly onDone: (me: Me) => void }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const submit = async (body: { code: string }): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const { me } = await call(API.session.signOnCode, { body })
      rememberCsrf(me.csrf)
      history.replaceState(null, '', '/')
      onDone(me)
    } catch (e) {
      setError(wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={submit}>
      {error ? <Alert type="error" showIcon title={error} style={{ marginBottom: 16 }} role="alert" /> : null}
      <Form.Item
        label="动态口令"
        name="code"
        extra="统一身份认证已通过。请输入身份验证器上显示的六位数字"
        rules={[{ required: true, pattern: /^\d{6}$/, message: '请填写六位数字' }]}
      >
        <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>
        登录
      </Button>
      <p style={{ marginBottom: 0 }}>
        <a href="/">换一种方式登录</a>
      </p>
    </Form>
  )
}

export function SignIn({ oidc }: { readonly oidc: boolean }) {
  const client = useQueryClient()
  const done = (me: Me): void => {
    client.setQueryData(keyOf(API.session.me, {}), me)
    client.setQueryData<SessionState>(keyOf(API.session.state, {}), (state) => state && { ...state, signedIn: true })
  }
  const cameBack = oidc ? new URLSearchParams(location.search).get('oidc') : null
  return (
    <main className="centred stack">
      <div>
        <h1>勾稽工作台</h1>
        <p className="soft">部门预算、决算的编制、审核与公开校验</p>
      </div>
      <section className="panel" aria-label="登录">
        {cameBack === 'unknown' ? (
          <Alert
            type="warning"
            showIcon
            title="这个统一身份没有关联账号。请先用用户名和密码登录，再到“我的账号”中关联。"
            style={{ marginBottom: 16 }}
          />
        ) : null}
        {cameBack === 'code' ? <CodeForm onDone={done} /> : <SignInForm onDone={done} />}
        {oidc && cameBack !== 'code' ? (
          <p style={{ marginBottom: 0 }}>
            <a href="/api/v1/session/oidc">使用统一身份认证登录</a>
          </p>
        ) : null}
      </section>
      <p className="soft">忘记密码或账号被锁定，请联系本单位的安全管理员重置。</p>
    </main>
  )
}

interface AgainProps {
  readonly open: boolean
  readonly login: string
  readonly onDone: () => void
}

export function SignInAgain({ open, login, onDone }: AgainProps) {
  const client = useQueryClient()
  return (
    <Modal title="登录已过期，请重新登录" open={open} footer={null} closable={false} destroyOnHidden>
      <p className="soft">本页未保存的内容还在，登录后可以继续。</p>
      <SignInForm
        login={login}
        onDone={(me) => {
          client.setQueryData(keyOf(API.session.me, {}), me)
          void client.invalidateQueries()
          onDone()
        }}
      />
      <Button type="link" onClick={() => location.assign('/')} style={{ paddingInline: 0, marginTop: 8 }}>
        换一个用户登录（未保存的内容将丢失）
      </Button>
    </Modal>
  )
}
