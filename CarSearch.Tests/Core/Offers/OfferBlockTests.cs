using System.Text;
using CarSearch.Offers;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Offers;

/// <summary>How a block holds its offers.</summary>
public sealed class OfferBlockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(3_000)]
    public void A_compressed_block_gives_back_its_json(int offers)
    {
        var objects = Enumerable.Range(0, offers).Select(i => $$"""{"id":{{i}},"name":"Toyota Corolla or similar, or similar"}""");
        var json = Encoding.UTF8.GetBytes(string.Join(',', objects));
        var block = OfferBlock.Pack(json, []);

        Assert.Equal(json.Length, block.Length);
        Assert.Equal(json, block.Json.ToArray());
        Assert.Equal(json, block.Unpack().Unpack().Json.ToArray());
    }

    [Fact]
    public void Similar_offers_are_held_in_a_fifth_of_their_length()
    {
        var block = SampleRecords.Block("A", [.. Enumerable.Range(0, 50).Select(i => TestOffers.Offer($"{i}"))]);

        Assert.InRange(block.HeldBytes, 1, block.Length / 5);
        Assert.Equal(block.Length + block.HeldBytes, block.ServedBytes);
        Assert.Equal(block.Length, block.Unpack().ServedBytes);
    }

    [Fact]
    public void What_does_not_compress_is_held_as_it_is()
    {
        var noise = new byte[1_000];
        new Random(1).NextBytes(noise);
        var block = OfferBlock.Pack(noise, []);

        Assert.Equal(noise.Length, block.HeldBytes);
        Assert.Same(block, block.Unpack());
        Assert.Equal(noise, block.Json.ToArray());
    }

    [Theory]
    [InlineData(SearchStatus.Running)]
    [InlineData(SearchStatus.Succeeded)]
    public void A_table_of_compressed_blocks_serves_their_offers(SearchStatus status)
    {
        var record = SearchRecord.Accepted(RunnerFixture.Search) with
        {
            Status = status,
            Suppliers = [Outcome("A"), Outcome("B")],
        };
        var table = new StoredRecord(record, "1").Offers;
        var selection = table.Select(OfferQuery.Empty);
        var served = selection.Page.Select(row => Encoding.UTF8.GetString(selection.Json(table[row]))).ToList();

        Assert.Equal(20, served.Count);
        Assert.All(served.Index(), offer => Assert.Contains($"\"reference\":\"{offer.Index / 2}\"", offer.Item, StringComparison.Ordinal));
    }

    private static SupplierOutcome Outcome(string supplier) => new()
    {
        Name = supplier,
        Rating = 8,
        Status = SupplierStatus.Succeeded,
        Offers = SampleRecords.Block(supplier, [.. Enumerable.Range(0, 20).Select(i => TestOffers.Offer($"{i}", total: 100 + i))]),
    };
}
