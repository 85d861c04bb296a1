import { useEffect, useRef } from 'react';
import type { UseFormReturnType } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';

const DRAFT_KEY = ['sync', 'settings-draft'];

/** Keeps what was typed but not saved while the merchant looks at another page, and puts it back into the form. */
export function useDraft<Values extends Record<string, unknown>>(form: UseFormReturnType<Values>): void {
  const client = useQueryClient();
  const latest = useRef(form);
  useEffect(() => {
    latest.current = form;
  });
  useEffect(() => {
    const draft = client.getQueryData<Values>(DRAFT_KEY);
    if (draft) latest.current.setValues(draft);
    return () => {
      const { isDirty, getValues } = latest.current;
      client.setQueryData<Values>(DRAFT_KEY, isDirty() ? getValues() : undefined);
      if (!isDirty()) client.removeQueries({ queryKey: DRAFT_KEY });
    };
  }, [client]);
}
