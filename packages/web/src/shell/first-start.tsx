/** First start: three administrators who are separate people (三员分立). Nothing works before they exist. */
import { API } from '@gouji/api'
import { Alert, Button, Form, Input, Result } from 'antd'
import { useState } from 'react'
import { call } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'

const THREE = [
  { field: 'systemAdmin', name: '系统管理员', duty: '维护机构和人员，申请授权；看不到预决算数字', login: 'xitong' },
  { field: 'securityAdmin', name: '安全管理员', duty: '批准授权、重置密码、解除锁定', login: 'anquan' },
  { field: 'auditor', name: '审计员', duty: '查看和核验审计日志，不能改动任何内容', login: 'shenji' },
] as const

type Account = { readonly login: string; readonly password: string; readonly again: string }
type Entered = { readonly key: string } & Readonly<Record<(typeof THREE)[number]['field'], Account>>

export function FirstStart() {
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [error, setError] = useState<string>()
  const submit = async (entered: Entered): Promise<void> => {
    const logins = THREE.map(({ field }) => entered[field].login)
    if (new Set(logins).size < 3) return setError('三个用户名必须各不相同：三员由三个人分别担任。')
    setBusy(true)
    setError(undefined)
    const account = ({ login, password }: Account) => ({ login, password })
    try {
      await call(API.session.initialise, {
        body: {
          key: entered.key.trim(),
          systemAdmin: account(entered.systemAdmin),
          securityAdmin: account(entered.securityAdmin),
          auditor: account(entered.auditor),
        },
      })
      setDone(true)
    } catch (e) {
      setError(wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  if (done) {
    return (
      <main className="centred wide">
        <Result
          status="success"
          title="初始化完成"
          subTitle="请系统管理员登录，先建立机构和人员，再申请授权；授权由安全管理员批准后生效。"
          extra={
            <Button type="primary" onClick={() => location.reload()}>
              去登录
            </Button>
          }
        />
      </main>
    )
  }
  return (
    <main className="centred wide stack" style={{ marginTop: '4vh' }}>
      <div>
        <h1>首次启动</h1>
        <p className="soft">
          请设置三个管理账号。按照三员分立的要求，三个账号由三个人分别掌握，任何一个都看不到预决算数字。系统没有默认密码。
        </p>
      </div>
      <Form<Entered> layout="vertical" requiredMark={false} onFinish={submit} scrollToFirstError>
        <section className="panel">
          <Form.Item
            label="初始化口令"
            name="key"
            extra="服务器第一次启动时显示在控制台上"
            rules={[{ required: true, min: 8, message: '请填写控制台上显示的初始化口令' }]}
            style={{ marginBottom: 0 }}
          >
            <Input autoComplete="off" spellCheck={false} autoFocus />
          </Form.Item>
        </section>
        {THREE.map(({ field, name, duty, login }) => (
          <section className="panel" key={field} aria-label={name}>
            <h2>{name}</h2>
            <p className="soft">{duty}</p>
            <div className="row" style={{ alignItems: 'flex-start', gap: 16 }}>
              <Form.Item
                label="用户名"
                name={[field, 'login']}
                style={{ flex: '1 1 180px' }}
                rules={[
                  { required: true, message: '请填写用户名' },
                  {
                    pattern: /^[a-z0-9][a-z0-9._-]{2,39}$/,
                    message: '三个以上小写字母、数字、点或横线，以字母或数字开头',
                  },
                ]}
              >
                <Input autoComplete="off" placeholder={`如 ${login}`} spellCheck={false} />
              </Form.Item>
              <Form.Item
                label="密码"
                name={[field, 'password']}
                style={{ flex: '1 1 180px' }}
                rules={[{ required: true, min: 10, message: '至少十个字符' }]}
              >
                <Input.Password autoComplete="new-password" />
              </Form.Item>
              <Form.Item
                label="再输入一次"
                name={[field, 'again']}
                style={{ flex: '1 1 180px' }}
                dependencies={[[field, 'password']]}
                rules={[
                  ({ getFieldValue }) => ({
                    validator: (_, value) =>
                      value === getFieldValue([field, 'password'])
                        ? Promise.resolve()
                        : Promise.reject(new Error('两次输入的密码不一样')),
                  }),
                ]}
              >
                <Input.Password autoComplete="new-password" />
              </Form.Item>
            </div>
          </section>
        ))}
        {error ? <Alert type="error" showIcon title={error} style={{ marginBottom: 16 }} role="alert" /> : null}
        <Button type="primary" htmlType="submit" size="large" loading={busy}>
          建立三个账号
        </Button>
      </Form>
    </main>
  )
}
