using System.Text;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>Reads stored records with changed bytes. Brotli has no checksum, so that some changes remain unnoticed.</summary>
public sealed class DamagedRecordTests
{
    [Fact]
    public void A_compressed_record_with_any_bit_flipped_is_read_or_refused() =>
        AssertAllReadOrRefused(SearchRecordBrotli.Pack(SampleRecords.Ended), bytes => SearchRecordBrotli.Unpack(bytes));

    [Fact]
    public void A_record_with_any_bit_flipped_is_read_or_refused() =>
        AssertAllReadOrRefused(SampleRecords.Document(SampleRecords.Ended), bytes => SearchRecordJson.Read(bytes));

    private static void AssertAllReadOrRefused(byte[] stored, Func<byte[], SearchRecord> read)
    {
        var refused = 0;
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            var damaged = (byte[])stored.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            SearchRecord record;
            try
            {
                record = read(damaged);
            }
            catch (InvalidDataException)
            {
                refused++;
                continue;
            }

            // What a GET does with it.
            Assert.True(new StoredRecord(record, "1").Offers.Count >= 0, $"bit {bit}: {Encoding.UTF8.GetString(damaged)}");
        }

        Assert.True(refused > 0);
    }
}
