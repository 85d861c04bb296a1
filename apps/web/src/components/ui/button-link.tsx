import { Button, type ButtonProps } from '@mantine/core';
import { Link } from 'react-router';

interface ButtonLinkProps extends ButtonProps {
  to: string;
}

/** A link to another page that looks like a button. */
export function ButtonLink({ to, ...rest }: ButtonLinkProps) {
  return <Button component={Link} to={to} {...rest} />;
}
