import { API, type ResponseOf } from '@gouji/api'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { call } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { keyOf } from '../client/query.ts'

type Token = ResponseOf<typeof API.session.tokens>[number]

interface Entered {
  readonly old: string
  readonly fresh: string
  readonly again: string
  readonly tokens?: 'keep' | 'end'
}

interface PasswordFormProps {
  /** Programs that work in the person's name: what becomes of them is asked where there are any. */
  readonly tokens?: readonly Token[]
  readonly onDone: () => void
}

export function PasswordForm({ tokens = [], onDone }: PasswordFormProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const submit = async ({ old, fresh, tokens: become = 'keep' }: Entered): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      await call(API.session.changePassword, { body: { old, new: fresh, tokens: become } })
      onDone()
    } catch (e) {
      setError(wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form<Entered> layout="vertical" requiredMark={false} onFinish={submit} style={{ maxWidth: 380 }}>
      {error ? <Alert type="error" showIcon title={error} style={{ marginBottom: 16 }} role="alert" /> : null}
      <Form.Item label="现在的密码" name="old" rules={[{ required: true, message: '请填写现在的密码' }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        label="新密码"
        name="fresh"
        extra="至少十个字符，不要与用户名相近"
        rules={[{ required: true, min: 10, message: '至少十个字符' }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        label="再输入一次新密码"
        name="again"
        dependencies={['fresh']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('fresh') ? Promise.resolve() : Promise.reject(new Error('两次输入的密码不一样')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {tokens.length > 0 ? (
        <Form.Item
          label={`您有 ${tokens.length} 个接口令牌：${tokens.map(({ name }) => name).join('、')}`}
          name="tokens"
          extra="怀疑密码已被别人知道时请作废；作废后，使用它们的程序立即失效。"
          rules={[{ required: true, message: '请选择接口令牌怎样处理' }]}
        >
          <Radio.Group
            options={[
              { value: 'end', label: '全部作废' },
              { value: 'keep', label: '继续有效' },
            ]}
          />
        </Form.Item>
      ) : null}
      <Button type="primary" htmlType="submit" loading={busy}>
        修改密码
      </Button>
    </Form>
  )
}

export function ChangePassword({ forced }: { readonly forced: boolean }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  return (
    <main className="centred stack">
      <h1>修改密码</h1>
      {forced ? <p>您用的是一次性密码。请换成只有自己知道的密码，然后开始工作。</p> : null}
      <section className="panel">
        <PasswordForm
          onDone={() => {
            void message.success('密码已修改')
            void client.invalidateQueries({ queryKey: keyOf(API.session.me) })
          }}
        />
      </section>
    </main>
  )
}
