"""The web server of `make run`: waitress, with limits that no visitor gets round, in processes that share one socket.

A worker has one loop that reads what comes and writes what goes, and a few threads that answer. A request reaches a
thread when all of it has come in, and leaves it when the answer is drawn: who asks or reads slowly holds none.
"""
