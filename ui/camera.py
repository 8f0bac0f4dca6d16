# SPDX-License-Identifier: Apache-2.0
"""A camera as the window sees it: pictures while it runs, a sentence when it cannot.

Whatever stands behind it, a file or a dropped photo is always another way.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class CameraPartMissing(UserError):
    """The part of Qt for cameras, or a library of the system that it needs, is not there."""

    message = N_(
        "This computer has no program part for cameras (the extra “camera”). Choose a photo or "
        "drop it here; whoever looks after the computer can add the part."
    )


class NoCamera(UserError):
    """No camera is connected, or none that can be used."""

    message = N_("No camera was found. Connect one and try again, or choose a photo.")


class CameraRefused(UserError):
    """The system does not let the program use a camera."""

    message = N_(
        "The system does not let HR Desk use the camera. Allow it in the privacy settings of the "
        "system, or choose a photo."
    )


class CameraGone(UserError):
    """The camera that was in use is not there any more."""

    message = N_("The camera was unplugged. Connect it again, or choose a photo.")


class CameraSilent(UserError):
    """The camera runs and sends nothing, or failed on the way."""

    message = N_(
        "The camera sends no picture. Close other programs that use it and try again, or choose "
        "a photo."
    )


class Camera(QObject):
    """What the window asks of a camera; it is off until ``start`` and after ``stop``."""

    pictured = Signal(QImage)
    """A picture, many times in a second while it runs; on the main thread."""
    failed = Signal(object)
    """A UserError: it has stopped, or could not start."""

    def names(self) -> tuple[str, ...]:
        """Return the cameras there are, the usual one first."""
        raise NotImplementedError

    def start(self, number: int = 0) -> None:
        """Send pictures of a camera of ``names`` from now on, or say why not (``failed``)."""
        raise NotImplementedError

    def stop(self) -> None:
        """Switch the camera off; nothing is sent any more."""
        raise NotImplementedError


Opener = Callable[[QObject], Camera]
"""Makes a camera that belongs to a parent; raises CameraPartMissing."""
