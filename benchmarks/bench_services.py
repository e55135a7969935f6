"""The same as bench_load with PostgreSQL and Redis, both started here, as Debian configures them. python -m benchmarks.bench_services"""

from benchmarks import bench_load
from tests.services.servers import Redis, postgres


def main() -> None:
    with postgres(lasting=True) as database_url:
        redis = Redis()
        try:
            environment = {"DATABASE_URL": database_url, "REDIS_URL": redis.url}
            bench_load.run("PostgreSQL, jobs in Redis", workers=2, many=75, environment=environment)
        finally:
            redis.end()


if __name__ == "__main__":
    main()
