"""Write rules/apis/provided.bin, the set of top-level modules that distributions on PyPI provide.

    pip download --no-deps pigar && python -m zipfile -e pigar-*.whl pigar
    python scripts/provided_modules.py pigar/pigar/.db.sqlite3

pigar (BSD-3-Clause) ships a table of 650,000 distributions with their modules; only hashes of the names are kept.
"""

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path

from askew.apis.provided import NAME, Provided, packed
from askew.data import data_dir

OTHERS = (
    # of Python 2
    "BaseHTTPServer CGIHTTPServer ConfigParser Cookie Dialog HTMLParser Queue ScrolledText SimpleHTTPServer SocketServer "
    "StringIO Tkinter UserDict UserList UserString __builtin__ anydbm cPickle cStringIO commands cookielib copy_reg dbhash "
    "dummy_thread exceptions gdbm htmlentitydefs httplib md5 mimetools new popen2 rfc822 robotparser sets sha thread "
    "tkFileDialog tkMessageBox ttk urllib2 urlparse whichdb xmlrpclib "
    # brought along by the programs that run Python, or installed with a system
    "FreeCAD FreeCADGui GPIO System actionlib adsk apt_pkg arcpy bpy c4d clr dbutils gdb ghidra gi gtk hou idaapi idautils "
    "idc jetson_inference jetson_utils kaggle_secrets libvirt lldb machine maya microbit mod_python moveit_commander "
    "nuke paraview pcbnew pygtk qgis rhinoscriptsyntax salome seccomp splunk sublime sublime_plugin tf2_ros uno unreal "
    "utime vim weechat xbmc xbmcgui graphsurgeon"
).split()


def main() -> None:
    """Read the database and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path, help="pigar's .db.sqlite3")
    with closing(sqlite3.connect(f"file:{parser.parse_args().database}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT DISTINCT name FROM top_level_module_names")
        names = {name.split(".", 1)[0] for (name,) in rows}
    names = {name for name in (*names, *OTHERS) if name.isidentifier()}
    data = packed(names)
    assert all(name in Provided(data) for name in names)
    (data_dir("rules") / "apis" / NAME).write_bytes(data)
    print(f"{len(names):,} names, {len(data):,} bytes; an unknown name counts as known once in {2**32 // len(names):,}")


if __name__ == "__main__":
    main()
