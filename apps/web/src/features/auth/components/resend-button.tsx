import { useEffect, useState } from 'react';
import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';
import { problemText } from '../../../lib/problem-text.js';
import { useResendConfirmation } from '../api/resend-confirmation.js';

const PAUSE_SECONDS = 60;

interface ResendButtonProps {
  email: string;
  /** A letter was sent just now, so the first wait has begun. */
  justSent?: boolean;
}

/** Sends the confirmation letter once more, and then not again for a minute. */
export function ResendButton({ email, justSent = false }: ResendButtonProps) {
  const { t } = useTranslation('auth');
  const resend = useResendConfirmation();
  const [left, setLeft] = useState(justSent ? PAUSE_SECONDS : 0);
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  return (
    <Stack gap="sm">
      {resend.error && <Notice tone="bad">{problemText(resend.error)}</Notice>}
      {resend.isSuccess && <Notice tone="ok">{t('resend.sent', { email })}</Notice>}
      <Button
        variant="default"
        fullWidth
        disabled={left > 0}
        loading={resend.isPending}
        onClick={() => resend.mutate(email, { onSuccess: () => setLeft(PAUSE_SECONDS) })}
      >
        {t('resend.again')}
      </Button>
      {left > 0 && (
        <Text size="sm" c="dimmed" ta="center">
          {t('resend.wait', { count: left })}
        </Text>
      )}
    </Stack>
  );
}
