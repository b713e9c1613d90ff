from report import report
from stock import StockKeeper


def test_orders_change_the_stock(servers, group, order):
    order("apples", 3)
    order("apples", 4)

    keeper = StockKeeper(servers, group, {"apples": 10})
    keeper.book(2)
    keeper.close()

    assert keeper.levels == {"apples": 3}
    assert report(servers)["apples"] == 3


def test_a_keeper_goes_on_where_the_last_one_stopped(servers, group, order):
    first = StockKeeper(servers, group, {})
    order("pears", 1)
    first.book(3)  # the two orders of the test before, and this one
    first.close()
    order("pears", 2)

    second = StockKeeper(servers, group, {"pears": 10})
    second.book(1)
    second.close()

    assert second.levels == {"pears": 8}
