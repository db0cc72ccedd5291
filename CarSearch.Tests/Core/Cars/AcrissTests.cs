using CarSearch.Cars;

namespace CarSearch.Tests.Core.Cars;

public sealed class AcrissTests
{
    private const string Categories = "MNEHCDIJSRFGPULWOX";
    private const string Types = "BCDWVLSTFJXPQZEMRHYNGK";
    private const string Drives = "MNCABD";
    private const string Fuels = "RNDQHIECLSABMFVZUX";

    [Theory]
    [InlineData('M', CarSize.Mini)]
    [InlineData('N', CarSize.Mini)]
    [InlineData('E', CarSize.Economy)]
    [InlineData('H', CarSize.Economy)]
    [InlineData('C', CarSize.Compact)]
    [InlineData('D', CarSize.Compact)]
    [InlineData('I', CarSize.Intermediate)]
    [InlineData('J', CarSize.Intermediate)]
    [InlineData('S', CarSize.Standard)]
    [InlineData('R', CarSize.Standard)]
    [InlineData('F', CarSize.FullSize)]
    [InlineData('G', CarSize.FullSize)]
    [InlineData('P', CarSize.Premium)]
    [InlineData('U', CarSize.Premium)]
    [InlineData('L', CarSize.Luxury)]
    [InlineData('W', CarSize.Luxury)]
    [InlineData('O', CarSize.Oversize)]
    [InlineData('X', CarSize.Special)]
    public void The_first_letter_is_the_size(char letter, CarSize size) => Assert.Equal(size, Acriss.Decode($"{letter}DAR").Size);

    [Theory]
    [InlineData('B', CarType.Car, 3)]
    [InlineData('C', CarType.Car, 4)]
    [InlineData('D', CarType.Car, 5)]
    [InlineData('L', CarType.Car, null)]
    [InlineData('E', CarType.Car, null)]
    [InlineData('W', CarType.Wagon, null)]
    [InlineData('V', CarType.Van, null)]
    [InlineData('M', CarType.Van, null)]
    [InlineData('F', CarType.Suv, null)]
    [InlineData('J', CarType.Suv, null)]
    [InlineData('G', CarType.Crossover, null)]
    [InlineData('T', CarType.Convertible, null)]
    [InlineData('N', CarType.Convertible, null)]
    [InlineData('S', CarType.Sports, null)]
    [InlineData('P', CarType.Pickup, null)]
    [InlineData('Q', CarType.Pickup, null)]
    [InlineData('X', CarType.Other, null)]
    [InlineData('Z', CarType.Other, null)]
    [InlineData('R', CarType.Other, null)]
    [InlineData('H', CarType.Other, null)]
    [InlineData('Y', CarType.Other, null)]
    [InlineData('K', CarType.Other, null)]
    public void The_second_letter_is_the_type_and_some_doors(char letter, CarType type, int? doors)
    {
        var car = Acriss.Decode($"I{letter}AR");

        Assert.Equal((type, doors), (car.Type, car.Doors));
    }

    [Theory]
    [InlineData('M', Transmission.Manual, Drive.Unspecified)]
    [InlineData('N', Transmission.Manual, Drive.FourWheel)]
    [InlineData('C', Transmission.Manual, Drive.AllWheel)]
    [InlineData('A', Transmission.Automatic, Drive.Unspecified)]
    [InlineData('B', Transmission.Automatic, Drive.FourWheel)]
    [InlineData('D', Transmission.Automatic, Drive.AllWheel)]
    public void The_third_letter_is_the_transmission_and_drive(char letter, Transmission transmission, Drive drive)
    {
        var car = Acriss.Decode($"ID{letter}R");

        Assert.Equal((transmission, drive), (car.Transmission, car.Drive));
    }

    [Theory]
    [InlineData('R', Fuel.Unspecified, true)]
    [InlineData('N', Fuel.Unspecified, false)]
    [InlineData('V', Fuel.Petrol, true)]
    [InlineData('Z', Fuel.Petrol, false)]
    [InlineData('D', Fuel.Diesel, true)]
    [InlineData('Q', Fuel.Diesel, false)]
    [InlineData('H', Fuel.Hybrid, true)]
    [InlineData('I', Fuel.PlugInHybrid, true)]
    [InlineData('E', Fuel.Electric, true)]
    [InlineData('C', Fuel.Electric, true)]
    [InlineData('L', Fuel.Gas, true)]
    [InlineData('S', Fuel.Gas, false)]
    [InlineData('A', Fuel.Hydrogen, true)]
    [InlineData('B', Fuel.Hydrogen, false)]
    [InlineData('M', Fuel.Multi, true)]
    [InlineData('F', Fuel.Multi, false)]
    [InlineData('U', Fuel.Ethanol, true)]
    [InlineData('X', Fuel.Ethanol, false)]
    public void The_fourth_letter_is_the_fuel_and_air_conditioning(char letter, Fuel fuel, bool air)
    {
        var car = Acriss.Decode($"IDA{letter}");

        Assert.Equal((fuel, air), (car.Fuel, car.AirConditioning));
    }

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
