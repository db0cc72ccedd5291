using System.Buffers;
using CarSearch.Offers;
using CarSearch.Searches;
using CarSearch.Suppliers;

namespace CarSearch.Tests.Support;

/// <summary>Sample records.</summary>
public static class SampleRecords
{
    public static OfferBlock Block(string supplier, params SupplierOffer[] offers) =>
        new OfferBlockBuilder(supplier, 8.5, SampleRequests.Weekend.Days, RunnerFixture.Decimals).Build(new(offers), out _);

    public static byte[] Document(SearchRecord record)
    {
        var output = new ArrayBufferWriter<byte>();
        SearchRecordJson.Write(record, output);
        return output.WrittenSpan.ToArray();
    }
}
