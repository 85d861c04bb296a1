import { useId } from 'react';
import { PasswordInput, type PasswordInputProps } from '@mantine/core';

interface SecretInputProps extends PasswordInputProps {
  /** Name of the button that shows what was typed. */
  reveal: string;
}

/** A field for passwords and tokens. Says to screen readers what is wrong with it, which Mantine's own does not. */
export function SecretInput({ reveal, ...rest }: SecretInputProps) {
  const id = useId();
  const invalid = Boolean(rest.error);
  const described = [invalid && `${id}-error`, rest.description && `${id}-description`].filter(Boolean).join(' ');
  return (
    <PasswordInput
      id={id}
      aria-invalid={invalid || undefined}
      aria-describedby={described === '' ? undefined : described}
      visibilityToggleButtonProps={{ 'aria-label': reveal }}
      {...rest}
    />
  );
}
