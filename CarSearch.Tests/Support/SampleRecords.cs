using System.Buffers;
using CarSearch.Offers;
using CarSearch.Searches;
using CarSearch.Suppliers;

namespace CarSearch.Tests.Support;

/// <summary>Sample records.</summary>
public static class SampleRecords
{
    /// <summary>A search that has ended, with offers of one supplier and the failure of another.</summary>
    public static SearchRecord Ended => SearchRecord.Accepted(RunnerFixture.Search) with
    {
        Status = SearchStatus.Succeeded,
        Attempt = 3,
        UpdatedAt = TestSearches.Start.AddMilliseconds(1234),
        CompletedAt = TestSearches.Start.AddMilliseconds(1234),
        ExpiresAt = TestSearches.Start.AddMinutes(30),
        Suppliers =
        [
            new()
            {
                Name = "A",
                Rating = 8.5,
                Status = SupplierStatus.Succeeded,
                Dropped = 2,
                ElapsedMs = 1200,
                Offers = Block("A", TestOffers.Offer("1"), TestOffers.Offer("2", "SFMN", 250.5m)),
            },
            new() { Name = "B", Rating = 9, Status = SupplierStatus.Failed, Error = new("Failed", "No cars there."), ElapsedMs = 15 },
        ],
    };

    public static OfferBlock Block(string supplier, params SupplierOffer[] offers) =>
        new OfferBlockBuilder(supplier, 8.5, SampleRequests.Weekend.Days, RunnerFixture.Decimals).Build(new(offers), out _);

    public static byte[] Document(SearchRecord record)
    {
        var output = new ArrayBufferWriter<byte>();
        SearchRecordJson.Write(record, output);
        return output.WrittenSpan.ToArray();
    }
}
