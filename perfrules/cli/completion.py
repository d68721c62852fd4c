"""`perfrules completion`: the script that makes a shell complete commands, sets and codes."""

import click
from click.shell_completion import get_completion_class

from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option
from perfrules.cli.screens import write
from perfrules.language import text

SHELLS = ("bash", "zsh", "fish")


@make_command(
    "completion",
    about=text("Print the script with which a shell completes commands, options, sets and codes."),
    examples=(
        'eval "$(perfrules completion bash)"    # in ~/.bashrc',
        'eval "$(perfrules completion zsh)"     # in ~/.zshrc',
        "perfrules completion fish > ~/.config/fish/completions/perfrules.fish",
    ),
)
@click.argument("shell", type=click.Choice(SHELLS), metavar="|".join(SHELLS))
@language_option
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    form = get_completion_class(shell)
    if form is None:
        ctx.fail(str(text("there is no completion for {shell}", shell=shell)))
    write(form(ctx.find_root().command, {}, "perfrules", "_PERFRULES_COMPLETE").source())
