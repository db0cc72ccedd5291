using CarSearch.Cars;

namespace CarSearch.Tests.Core.Cars;

public sealed class AcrissTests
{
    private const string Categories = "MNEHCDIJSRFGPULWOX";
    private const string Types = "BCDWVLSTFJXPQZEMRHYNGK";
    private const string Drives = "MNCABD";
    private const string Fuels = "RNDQHIECLSABMFVZUX";

    [Fact]
    public void The_first_letter_is_the_size() => Assert.Equal(
        "Mini Mini Economy Economy Compact Compact Intermediate Intermediate Standard Standard FullSize FullSize Premium Premium Luxury "
        + "Luxury Oversize Special",
        string.Join(' ', Categories.Select(letter => Acriss.Decode($"{letter}DAR").Size)));

    [Fact]
    public void The_second_letter_is_the_type_and_some_doors() => Assert.Equal(
        "Car3 Car4 Car5 Wagon Van Car Sports Convertible Suv Suv Other Pickup Pickup Other Car Van Other Other Other Convertible Crossover "
        + "Other",
        string.Join(' ', Types.Select(letter => Acriss.Decode($"I{letter}AR")).Select(car => $"{car.Type}{car.Doors}")));

    [Fact]
    public void The_third_letter_is_the_transmission_and_drive() => Assert.Equal(
        "Manual/Unspecified Manual/FourWheel Manual/AllWheel Automatic/Unspecified Automatic/FourWheel Automatic/AllWheel",
        string.Join(' ', Drives.Select(letter => Acriss.Decode($"ID{letter}R")).Select(car => $"{car.Transmission}/{car.Drive}")));

    [Fact]
    public void The_fourth_letter_is_the_fuel_and_air_conditioning() => Assert.Equal(
        "+Unspecified -Unspecified +Diesel -Diesel +Hybrid +PlugInHybrid +Electric +Electric +Gas -Gas +Hydrogen -Hydrogen +Multi -Multi "
        + "+Petrol -Petrol +Ethanol -Ethanol",
        string.Join(' ', Fuels.Select(letter => Acriss.Decode($"IDA{letter}"))
            .Select(car => $"{(car.AirConditioning is true ? '+' : '-')}{car.Fuel}")));

    [Fact]
    public void Every_combination_decodes_to_itself_in_either_case()
    {
        foreach (var code in from a in Categories from b in Types from c in Drives from d in Fuels select string.Concat(a, b, c, d))
        {
            Assert.True(Acriss.TryDecode(code, out var car), code);
            Assert.Equal(code, car.Acriss);
            Assert.Same(car, Acriss.Decode(code.ToLowerInvariant()));
        }
    }

    [Fact]
    public void Exactly_the_letters_of_the_matrix_are_known()
    {
        string[] matrix = [Categories, Types, Drives, Fuels];
        for (var place = 0; place < 4; place++)
        {
            var known = Enumerable.Range(0, 0x250).Select(i => (char)i).Where(c => !char.IsAsciiLetterLower(c)).Where(c =>
            {
                var code = "IDAR".ToCharArray();
                code[place] = c;
                return Acriss.TryDecode(code, out _);
            });
            Assert.Equal(matrix[place].Order(), known);
        }
    }

    [Theory]
    [InlineData("", "4 letters, not 0")]
    [InlineData("CDA", "4 letters, not 3")]
    [InlineData("CDARR", "4 letters, not 5")]
    [InlineData(" DAR", "' ' in the ACRISS code ' DAR' is not valid for category")]
    [InlineData("QDAR", "'Q' in the ACRISS code 'QDAR' is not valid for category")]
    [InlineData("CAAR", "'A' in the ACRISS code 'CAAR' is not valid for type")]
    [InlineData("CDXR", "'X' in the ACRISS code 'CDXR' is not valid for transmission and drive")]
    [InlineData("CDAK", "'K' in the ACRISS code 'CDAK' is not valid for fuel and air conditioning")]
    [InlineData("CD4R", "is not valid for transmission and drive. Allowed: M N C A B D.")]
    [InlineData("ſDAR", "is not valid for category")]
    [InlineData("ıDAR", "is not valid for category")]
    public void An_invalid_code_is_refused_with_the_reason(string code, string message)
    {
        Assert.False(Acriss.TryDecode(code, out var car));
        Assert.Null(car);
        Assert.Contains(message, Assert.Throws<FormatException>(() => Acriss.Decode(code)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decoding_a_known_code_allocates_nothing()
    {
        Acriss.TryDecode("ifdi", out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Acriss.TryDecode("ifdi", out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
