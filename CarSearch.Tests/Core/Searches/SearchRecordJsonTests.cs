using System.Text;
using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Offers;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Core.Offers;
using CarSearch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CarSearch.Tests.Core.Searches;

/// <summary>The stored form of a record.</summary>
public sealed class SearchRecordJsonTests
{
    private static readonly byte[] Document = SampleRecords.Document(SampleRecords.Ended);

    public static TheoryData<string, string> Damages => new()
    {
        { "\"status\":\"Succeeded\"", "\"status\":\"Sucseeded\"" },
        { "\"status\":\"Succeeded\"", "\"status\":null" },
        { "\"schema\":1", "\"schema\":2" },
        { "\"attempt\":3", "\"attempt\":3.5" },
        { "\"currency\":\"USD\"", "\"currency\":null" },
        { "\"total\":100.00", "\"total\":1e30" },
        { "\"seats\":5", "\"seats\":300" },
        { "\"size\":\"compact\"", "\"size\":\"huge\"" },
        { "\"deposit\":null", "\"deposit\":{\"amount\":null,\"currency\":\"USD\"}" },
        { "\"deposit\":null", "\"deposit\":{\"amount\":100.00,\"currency\":null}" },
        { "\"payment\":null", "\"payment\":\"cash\"" },
        { "\"suppliers\":[", "\"suppliers\":[7," },
        { "\"offers\":[", "\"offers\":[7," },
        { "\"requestedAt\":\"2026", "\"requestedAt\":\"soon" },
        { "\"token\":\"", "\"token\":\"x" },
        { "\"country\":\"US\"", "\"country\":null" },
        { "\"request\":{", "\"request\":null,\"other\":{" },
        { "\"days\":2", "\"days\":null" },
        { "\"at\":\"2026-12-04T10:00\"", "\"at\":\"2026-12-04\"" },
    };

    [Fact]
    public void A_position_is_read_back_and_is_not_written_for_a_place()
    {
        var record = SampleRecords.Ended;
        var request = record.Request! with { PickUp = record.Request.PickUp with { Near = new(40.758, -73.9855, 25) } };

        Assert.Equal(
            request.PickUp.Near, SearchRecordJson.Read(SampleRecords.Document(record with { Request = request })).Request!.PickUp.Near);
        Assert.DoesNotContain("near", Encoding.UTF8.GetString(Document), StringComparison.Ordinal);
        Assert.Null(SearchRecordJson.Read(Document).Request!.PickUp.Near);
    }

    [Fact]
    public void A_record_of_an_earlier_build_is_read_and_served()
    {
        const string Earlier =
            """
            {"schema":1,"token":"0123456789abcdef0123456789abcdef","status":"Succeeded","attempt":3,
            "requestedAt":"2026-11-23T17:00:00.000Z","updatedAt":"2026-11-23T17:00:01.234Z",
            "completedAt":"2026-11-23T17:00:01.234Z","expiresAt":"2026-11-23T17:30:00.000Z","error":null,
            "request":{"pickUp":{"place":"JFK","name":"John F. Kennedy International Airport","country":"US","timeZone":"America/New_York",
            "at":"2026-12-04T10:00","airports":[{"code":"JFK","name":"John F. Kennedy International Airport"}]},"dropOff":{"place":"JFK",
            "name":"John F. Kennedy International Airport","country":"US","timeZone":"America/New_York","at":"2026-12-06T10:00",
            "airports":[{"code":"JFK","name":"John F. Kennedy International Airport"}]},"days":2,"driverAge":30,"residence":"US",
            "currency":"USD"},"suppliers":[{"name":"A","rating":7.7,"status":"Succeeded","dropped":1,"elapsedMs":1200,"offers":[
            {"id":"d77765c3fe10d815","supplier":"A","supplierRating":7.7,"vendor":null,"reference":"R0","bookingUrl":null,"onRequest":false,
            "acriss":"CDAR","size":"compact","type":"car","vehicle":"Car ä or similar","transmission":"automatic","fuel":null,
            "airConditioning":true,"seats":4,"doors":5,"bags":2,"pickUp":{"place":"JFK","name":"John F Kennedy","atAirport":true},
            "dropOff":{"place":"JFK","name":"John F Kennedy","atAirport":true},"mileage":"unlimited","freeCancellation":true,
            "price":{"total":100.00,"perDay":50.00,"currency":"USD","base":80.00,"taxesAndFees":null,"payAtPickUp":null,"estimated":false},
            "upgradeFor":null}]},{"name":"B","rating":9,"status":"Failed","dropped":0,"elapsedMs":15,"error":{"code":"Failed",
            "message":"No cars ü."},"offers":[]},{"name":"C","rating":9,"status":"Running","dropped":0,"offers":[]}]}
            """;
        var read = SearchRecordJson.Read(Encoding.UTF8.GetBytes(Earlier.ReplaceLineEndings("")));

        Assert.Equal("0123456789abcdef0123456789abcdef", read.Token.Value);
        Assert.Equal((SearchStatus.Succeeded, 3, (SearchError?)null), (read.Status, read.Attempt, read.Error));
        Assert.Equal(TestSearches.Start, read.RequestedAt);
        Assert.Equal((read.UpdatedAt, read.UpdatedAt), (TestSearches.Start.AddMilliseconds(1234), read.CompletedAt));
        Assert.Equal(TestSearches.Start.AddMinutes(30), read.ExpiresAt);
        Assert.Equal("America/New_York", read.Request?.DropOff.TimeZone);
        Assert.Equal(
            [
                ("A", 7.7, SupplierStatus.Succeeded, 1, 1200L),
                ("B", 9, SupplierStatus.Failed, 0, 15),
                ("C", 9, SupplierStatus.Running, 0, null),
            ],
            read.Suppliers.Select(supplier => (supplier.Name, supplier.Rating, supplier.Status, supplier.Dropped, supplier.ElapsedMs)));
        Assert.Equal([null, new("Failed", "No cars ü."), null], read.Suppliers.Select(supplier => supplier.Error));

        var offers = new StoredRecord(read, "1").Offers;
        var offer = offers[0];
        Assert.Equal((1, 100_0000, CarSize.Compact), (offers.Count, offer.Price, offer.Size));
        Assert.Empty(OfferSchema.Validate(offers.Select(OfferQuery.Empty).Json(offer)));
    }

    [Fact]
    public void Offers_stored_by_version_1_0_are_converted()
    {
        var unlimited = TestOffers.Offer("1") with { FreeCancellation = null };
        var limited = unlimited with { Reference = "2", Mileage = new(400, DistanceUnit.Miles), DropOff = new("LGA", "LaGuardia", null) };
        var unknown = unlimited with { Reference = "3", Mileage = null, Vehicle = "\"mileage\":\"unlimited\"},\"upgradeFor\":null}" };
        var sample = SampleRecords.Ended;
        sample = sample with
        {
            Suppliers = [sample.Suppliers[0] with { Offers = SampleRecords.Block("A", unlimited, limited, unknown) }, sample.Suppliers[1]],
        };
        var stored = Encoding.UTF8.GetString(SampleRecords.Document(sample))
            .Replace("{\"unlimited\":true,\"included\":null,\"unit\":null}", "\"unlimited\"", StringComparison.Ordinal)
            .Replace("{\"unlimited\":false,\"included\":400", "{\"included\":400", StringComparison.Ordinal)
            .Replace("\"image\":null,", "", StringComparison.Ordinal)
            .Replace(
                ",\"address\":null,\"location\":null,\"phone\":null,\"hours\":null,\"howToGetThere\":null",
                "",
                StringComparison.Ordinal)
            .Replace("\"terms\":null,", "", StringComparison.Ordinal)
            .Replace(",\"simulated\":false", "", StringComparison.Ordinal);

        Assert.Contains("\"mileage\":\"unlimited\",", stored, StringComparison.Ordinal);
        Assert.Contains("\"mileage\":{\"included\":400,\"unit\":\"mi\"}", stored, StringComparison.Ordinal);
        AssertSame(sample, SearchRecordJson.Read(Encoding.UTF8.GetBytes(stored)));
    }

    [Fact]
    public void Offers_of_this_version_are_read_without_a_copy() =>
        Assert.True(SearchRecordJson.Read(Document).Suppliers[0].Offers.Json.Span.Overlaps(Document));

    [Fact]
    public void A_tombstone_is_read_back()
    {
        var tombstone = SearchRecord.Tombstone(RunnerFixture.Search.Token, TestSearches.Start, TestSearches.Start.AddSeconds(1));
        AssertSame(tombstone, SearchRecordJson.Read(SampleRecords.Document(tombstone)));
    }

    [Fact]
    public void Any_record_is_read_back()
    {
        var records =
            from status in Gen.Elements(Enum.GetValues<SearchStatus>())
            from attempt in Gen.Choose(0, 1000)
            from milliseconds in Gen.Choose(0, int.MaxValue)
            from isCompleted in Gen.Elements(true, false)
            from text in Gen.Elements("", "ä \"quoted\" \\ / 漢字 🚗", "<script>&'", "\u0000\u001F\u2028", new string('x', 3000))
            from suppliers in Suppliers(text)
            let at = TestSearches.Start.AddMilliseconds(milliseconds)
            select SearchRecord.Accepted(RunnerFixture.Search) with
            {
                Token = SearchToken.New(),
                Status = status,
                Attempt = attempt,
                UpdatedAt = at,
                CompletedAt = isCompleted ? at : null,
                ExpiresAt = isCompleted ? at.AddMinutes(30) : null,
                Error = text.Length > 0 ? new("Code", text) : null,
                Suppliers = [.. suppliers],
            };
        Prop.ForAll(records.ToArbitrary(), record => AssertSame(record, SearchRecordJson.Read(SampleRecords.Document(record))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Any_record_is_unpacked_as_it_was_packed() =>
        AssertSame(SampleRecords.Ended, SearchRecordBrotli.Unpack(SearchRecordBrotli.Pack(SampleRecords.Ended)));

    [Fact]
    public void Members_that_are_not_known_are_passed_over()
    {
        var text = Encoding.UTF8.GetString(Document)
            .Replace("\"attempt\"", "\"new\":{\"a\":[1,{}]},\"attempt\"", StringComparison.Ordinal)
            .Replace("\"dropped\"", "\"new\":[[]],\"dropped\"", StringComparison.Ordinal)
            .Replace("\"vehicle\"", "\"new\":{\"id\":1},\"vehicle\"", StringComparison.Ordinal);
        var read = SearchRecordJson.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(
            SampleRecords.Ended.Suppliers.Select(supplier => supplier.Offers.Count),
            read.Suppliers.Select(supplier => supplier.Offers.Count));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_document_is_refused(string found, string instead)
    {
        var text = Encoding.UTF8.GetString(Document);
        var damaged = text.Replace(found, instead, StringComparison.Ordinal);
        Assert.NotEqual(text, damaged);
        Assert.Throws<InvalidDataException>(() => SearchRecordJson.Read(Encoding.UTF8.GetBytes(damaged)));
    }

    [Fact]
    public void Every_truncation_is_refused() =>
        Assert.All(
            Enumerable.Range(0, Document.Length),
            length => Assert.Throws<InvalidDataException>(() => SearchRecordJson.Read(Document.AsMemory(0, length))));

    [Fact]
    public void No_mutation_gives_another_exception()
    {
        string[] pieces = ["null", "{}", "[]", "\"\"", "-1", "1e400", "true", "\"\\uD800\"", "}", "]", ",", "\"", "\u00ff"];
        var random = new Random(20260402);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = Document.ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 12), bytes.Count - at)); break;
                    case 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)])); break;
                    default: ReplaceValue(bytes, at, pieces[random.Next(pieces.Length)]); break;
                }
            }

            try
            {
                _ = new StoredRecord(SearchRecordJson.Read(bytes.ToArray()), "1").Offers;
            }
            catch (InvalidDataException)
            {
                // As it should.
            }
        }
    }

    [Fact]
    public void What_is_not_packed_is_refused_without_looking_for_room()
    {
        var packed = SearchRecordBrotli.Pack(SampleRecords.Ended);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => SearchRecordBrotli.Unpack([.. packed.Select(value => (byte)~value)]));
        Assert.Throws<InvalidDataException>(() => SearchRecordBrotli.Unpack(packed.AsSpan(0, packed.Length / 2)));
        Assert.Throws<InvalidDataException>(() => SearchRecordBrotli.Unpack([]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    /// <summary>Puts another value in the place of the one after the next colon.</summary>
    private static void ReplaceValue(List<byte> bytes, int at, string value)
    {
        var colon = bytes.IndexOf((byte)':', at);
        var end = colon < 0 ? -1 : bytes.FindIndex(colon, one => one is (byte)',' or (byte)'}' or (byte)'{' or (byte)'[');
        if (end > colon + 1)
        {
            bytes.RemoveRange(colon + 1, end - colon - 1);
            bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(value));
        }
    }

    private static Gen<SupplierOutcome[]> Suppliers(string text) =>
        (from name in Gen.Choose(0, 1_000_000)
         from status in Gen.Elements(Enum.GetValues<SupplierStatus>())
         from rating in Gen.Choose(0, 100)
         from elapsed in Gen.Choose(-1, 60_000)
         from count in Gen.Choose(0, 4)
         select new SupplierOutcome
         {
             Name = $"S{name}",
             Rating = rating / 10.0,
             Status = status,
             Dropped = count,
             ElapsedMs = elapsed < 0 ? null : elapsed,
             Error = text.Length > 0 ? new("Failed", text) : null,
             Offers = SampleRecords.Block(
                 $"S{name}",
                 [.. Enumerable.Range(0, count).Select(i => TestOffers.Offer($"{i}") with { Vehicle = $"ä {i} 漢字" })]),
         }).ArrayOf(3);

    private static void AssertSame(SearchRecord expected, SearchRecord actual)
    {
        Assert.Equal(SampleRecords.Document(expected), SampleRecords.Document(actual));
        Assert.Equal(Plain(expected), Plain(actual));
        Assert.Equal(JsonSerializer.Serialize(expected.Request), JsonSerializer.Serialize(actual.Request));
        Assert.Equal(expected.Suppliers.Length, actual.Suppliers.Length);
        foreach (var (one, other) in expected.Suppliers.Zip(actual.Suppliers))
        {
            Assert.Equal(one with { Offers = OfferBlock.Empty }, other with { Offers = OfferBlock.Empty });
            Assert.True(one.Offers.Keys.AsSpan().SequenceEqual(other.Offers.Keys));
            Assert.True(one.Offers.Json.Span.SequenceEqual(other.Offers.Json.Span));
        }

        static SearchRecord Plain(SearchRecord record) => record with { Request = null, Suppliers = [] };
    }
}
